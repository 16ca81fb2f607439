import CSQLite

/// One connection that only reads, opened by its first use.
actor Reader {
    private let executor = OwnThreadExecutor(label: "sqlite.reader")
    private let path: String
    private let settings: ConnectionSettings
    private var connection: Connection?

    init(of path: String, settings: ConnectionSettings) {
        self.path = path
        self.settings = settings
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Runs the body on one snapshot of the database.
    ///
    /// When the task is cancelled, the statement that runs is interrupted.
    func read<Result: Sendable>(
        _ body: @Sendable (borrowing Connection) throws -> Result
    ) throws -> Result {
        try Task.checkCancellation()
        if connection == nil { connection = try opened() }
        do {
            switch connection {
            case .some(let connection):
                return try connection.transaction(.deferred) { try body(connection) }
            case .none: throw SQLiteError.closed
            }
        } catch let error as SQLiteError {
            if error.isInterrupted { try Task.checkCancellation() }
            // What the file looks like after such an error is for a new connection to find out.
            if error.isInputOutput || error.isCorrupt { connection = nil }
            throw error
        }
    }

    /// Closes the connection.
    func close() {
        connection = nil
    }

    private func opened() throws(SQLiteError) -> Connection {
        let connection = try Connection.openForReading(at: path, settings: settings)
        let instructionsBetweenLooks: Int32 = 10_000
        sqlite3_progress_handler(
            connection.handle, instructionsBetweenLooks, { _ in Task.isCancelled ? 1 : 0 }, nil)
        return connection
    }
}
