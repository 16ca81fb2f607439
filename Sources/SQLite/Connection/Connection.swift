import CSQLite

/// One open database file: a write-ahead log, every commit synced, foreign keys on.
///
/// It is used by one caller at a time, and closes when its owner lets go of it.
@usableFromInline
package struct Connection: ~Copyable {
    let handle: OpaquePointer
    @usableFromInline let statements: StatementCache
    @usableFromInline let state: ConnectionState

    private init(handle: OpaquePointer, settings: ConnectionSettings) {
        self.handle = handle
        state = ConnectionState(checkpointPages: settings.checkpointPages)
        statements = StatementCache(of: handle, capacity: settings.statementCountMax)
    }

    deinit {
        statements.removeAll()
        sqlite3_wal_hook(handle, nil, nil)
        sqlite3_close_v2(handle)
    }

    /// Opens the database for writing, and creates it when it does not exist.
    package static func open(
        at path: String, settings: ConnectionSettings = ConnectionSettings()
    ) throws(SQLiteError) -> Connection {
        let handle = try openFile(at: path, mode: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        let connection = Connection(handle: handle, settings: settings)
        try connection.configure(settings)
        try connection.prepareForWriting(path: path, settings: settings)
        return connection
    }

    /// Opens an existing database for reading; every change is refused.
    package static func openForReading(
        at path: String, settings: ConnectionSettings = ConnectionSettings()
    ) throws(SQLiteError) -> Connection {
        let handle = try openFile(at: path, mode: SQLITE_OPEN_READONLY)
        let connection = Connection(handle: handle, settings: settings)
        try connection.configure(settings)
        try connection.execute("PRAGMA query_only = ON")
        return connection
    }
}

extension Connection {
    /// The number of rows that the last statement inserted, changed or deleted.
    package var changes: Int { Int(sqlite3_changes64(handle)) }

    /// The number of rows that were inserted, changed or deleted since it was opened.
    package var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    /// The row id that the last insertion minted.
    package var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether the database may only be read.
    package var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether a sync failed, after which this connection writes nothing any more.
    var hasFailedSync: Bool { state.failedSync != nil }

    /// How many prepared statements are kept.
    package var cachedStatementCount: Int { statements.count }

    /// Whether the statement with this text is kept prepared.
    package func hasCachedStatement(_ sql: String) -> Bool { statements.contains(sql) }
}
