/// One database file: a writer on an executor of its own, and a few readers beside it.
///
/// 1. Writes run one after the other, each in one transaction; a throw undoes it.
/// 2. A read sees one snapshot and neither waits for the writer nor holds it up.
/// 3. Whoever comes while another file takes its place waits for that one.
/// 4. After `close` nothing is served; it returns when everything that ran has ended.
/// 5. What is not found under its name any more is neither written nor read.
/// 6. After a sync has failed the next write opens the file again, and nothing is written before
///    all of the log was moved into the database and synced: what the failed sync left in the log
///    is never built upon.
package actor Database {
    /// The database file.
    package nonisolated let path: String
    let settings: ConnectionSettings
    private let executor = OwnThreadExecutor(label: "sqlite.writer")
    let readers: ReaderPool
    let file: OpenedFile
    var connection: Connection?

    /// Opens the database, creates it when it does not exist, and brings its schema up to date.
    package static func open(
        at path: String, migrations: [Migration] = [], readerCountMax: Int = 4,
        settings: ConnectionSettings = ConnectionSettings()
    ) async throws -> Database {
        let database = Database(path: path, readerCountMax: readerCountMax, settings: settings)
        try await database.openWriter(migrations)
        return database
    }

    private init(path: String, readerCountMax: Int, settings: ConnectionSettings) {
        self.path = path
        self.settings = settings
        file = OpenedFile(path: path)
        readers = ReaderPool(countMax: readerCountMax) { Reader(of: path, settings: settings) }
    }

    /// The actor runs on a queue of its own, where blocking is allowed.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Runs the body as one transaction that may write.
    ///
    /// A task that was cancelled while it waited for its turn does not begin.
    package func write<Result: Sendable>(
        _ body: @Sendable (borrowing Connection) throws -> Result
    ) throws -> Result {
        try Task.checkCancellation()
        return try withWriter { connection in
            try connection.transaction { try body(connection) }
        }
    }

    /// Runs the body on one snapshot, beside the writer; waits when all readers are busy.
    package nonisolated func read<Result: Sendable>(
        _ body: @Sendable (borrowing Connection) throws -> Result
    ) async throws -> Result {
        let file = file
        return try await readers.read { connection in
            try file.check()
            return try body(connection)
        }
    }

    /// How many readings wait because all readers are busy.
    package nonisolated var waitingReadCount: Int { readers.waitingCount }

    /// Moves the write-ahead log into the database.
    @discardableResult
    package func checkpoint(_ kind: CheckpointKind = .passive) throws -> CheckpointOutcome {
        try withWriter { try $0.checkpoint(kind) }
    }

    /// Waits for what runs and closes the file; closing twice is no error.
    package func close() async {
        await readers.close()
        // The writer goes last: it moves the log into the database and removes it.
        connection = nil
    }

    private func openWriter(_ migrations: [Migration]) throws {
        let opened = try Connection.open(at: path, settings: settings)
        try opened.migrate(migrations)
        connection = consume opened
        file.note()
    }

    func withWriter<Result>(
        _ body: (borrowing Connection) throws -> Result
    ) throws -> Result {
        try file.check()
        try openAgainIfDistrusted()
        return switch connection {
        case .some(let connection): try body(connection)
        case .none: throw SQLiteError.closed
        }
    }

    private func openAgainIfDistrusted() throws {
        let isDistrusted =
            switch connection {
            case .some(let connection): connection.hasFailedSync
            case .none: false
            }
        guard isDistrusted else { return }
        let fresh = try Connection.open(at: path, settings: settings)
        try fresh.checkpoint(.truncate)
        connection = consume fresh
    }
}
