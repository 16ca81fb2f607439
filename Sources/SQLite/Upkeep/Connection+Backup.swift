/// How far a backup has come.
package struct BackupProgress: Hashable, Sendable {
    /// The pages that are in the copy.
    package let copiedPageCount: Int
    /// The pages that the copy will have.
    package let pageCount: Int
}

extension Connection {
    /// Copies the database as it is now to another path, in steps, and puts it there whole.
    ///
    /// The closure is called after each step; an error that it throws ends the backup without a
    /// trace.
    package func backUp(
        to path: String, pagesPerStep: Int32 = 256,
        progress: (BackupProgress) throws -> Void = { _ in }
    ) throws {
        let copy = BackupCopy(to: path)
        try transaction(.deferred) {
            // The first read takes the snapshot that the whole copy shows.
            _ = try scalar("SELECT count(*) FROM sqlite_schema", as: Int.self)
            try copy.fill(from: self, pagesPerStep: pagesPerStep, progress: progress)
        }
        try copy.expectWhole()
        try copy.finish()
    }
}
