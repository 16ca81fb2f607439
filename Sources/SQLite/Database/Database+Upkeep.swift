extension Database {
    /// Copies the database as it is now to another path, in steps, beside everything else.
    ///
    /// A cancelled task leaves no copy behind.
    package nonisolated func backUp(
        to path: String, pagesPerStep: Int32 = 256,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws {
        try await ownReader().read { connection in
            try connection.backUp(to: path, pagesPerStep: pagesPerStep) { step in
                progress(step)
                try Task.checkCancellation()
            }
        }
    }

    /// Looks for damage beside everything else; an empty list says that the database is whole.
    package nonisolated func integrityFindings(_ check: IntegrityCheck) async throws -> [String] {
        try await ownReader().read { try $0.integrityFindings(check) }
    }

    /// A reader outside of the pool, so that long upkeep takes none from those who wait for pages.
    private nonisolated func ownReader() -> Reader {
        Reader(of: path, settings: settings)
    }
}
