import CSQLite

/// What a connection remembers between two calls.
///
/// 1. Once a sync has failed, `failedSync` stays set: the system may have dropped the data and
///    call the next sync a success, so nothing is written until the file is opened again.
/// 2. `depth` counts the open transactions: 0 none, 1 a transaction, more its savepoints.
@usableFromInline
final class ConnectionState {
    let checkpointPages: Int32
    private(set) var failedSync: SQLiteFailure?
    var depth = 0

    init(checkpointPages: Int32) {
        self.checkpointPages = checkpointPages
    }

    /// Remembers a failure that forbids further writes.
    func note(_ error: SQLiteError) {
        if case .failed(let failure) = error, failure.isFailedSync { failedSync = failure }
    }

    /// Refuses what would run outside of the transaction it believes to be in, and every write
    /// after a failed sync.
    @usableFromInline
    func permit(_ statement: Statement) throws(SQLiteError) {
        if depth > 0, !statement.isInTransaction { throw .transactionEnded(sql: statement.sql) }
        if let failedSync, !statement.isReadOnly { throw .writesRefused(failedSync) }
    }

    /// Takes the statement to its next row; `false` at the end.
    func step(_ statement: Statement) throws(SQLiteError) -> Bool {
        do {
            return try statement.step()
        } catch {
            note(error)
            throw error
        }
    }

    /// Takes the statement to its end.
    @usableFromInline
    func finish(_ statement: Statement) throws(SQLiteError) {
        while try step(statement) {}
    }

    /// Moves the log into the database when it has grown; SQLite calls this after each commit.
    ///
    /// SQLite's own automatic checkpoint would swallow a failed sync.
    func committed(on connection: OpaquePointer, schema: UnsafePointer<CChar>?, pages: Int32) {
        guard checkpointPages > 0, pages >= checkpointPages, failedSync == nil else { return }
        let code = sqlite3_wal_checkpoint_v2(
            connection, schema, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        let failure = SQLiteFailure(of: connection, code: code)
        if failure.isFailedSync { failedSync = failure }
    }
}
