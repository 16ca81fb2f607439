internal import Glibc

/// Another file takes the database's place, in one step: a power cut leaves the old or the new one.
extension Database {
    /// Lets the body complete another file while nobody writes to this one, then puts that file
    /// into its place; a throw leaves everything as it was.
    ///
    /// The body has closed the other file, with nothing left in its write-ahead log, when it
    /// returns. Readings that begin meanwhile wait, and see the new file.
    package func exchange(
        for other: String, completing complete: @Sendable (borrowing Connection) throws -> Void
    ) async throws {
        await readers.rest()
        defer { readers.goOn() }
        try withWriter { connection in
            try connection.transaction { try complete(connection) }
        }
        // The last one to close moves the log into the database and removes it: a log that stayed
        // would be taken for the new file's.
        connection = nil
        defer { reopen() }
        try Self.isAlone(path)
        guard rename(other, path) == 0 else {
            throw SQLiteError.file(operation: "replace", path: path, errno: errno)
        }
        try Self.flushDirectory(of: path)
    }

    /// Whoever comes next is told where it could not be opened.
    private func reopen() {
        connection = try? Connection.open(at: path, settings: settings)
        file.note()
    }

    private static func isAlone(_ path: String) throws(SQLiteError) {
        guard access(path + "-wal", F_OK) != 0 else {
            throw .file(operation: "replace", path: path, errno: EBUSY)
        }
    }

    private static func flushDirectory(of path: String) throws(SQLiteError) {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let directory = Glibc.open(parent.isEmpty ? "/" : parent, flags)
        guard directory >= 0 else {
            throw .file(operation: "open", path: parent, errno: errno)
        }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else {
            throw .file(operation: "flush", path: parent, errno: errno)
        }
    }
}
