import CSQLite

extension Connection {
    static func openFile(at path: String, mode: Int32) throws(SQLiteError) -> OpaquePointer {
        // Without SQLite's mutexes: one caller at a time is the connection's own promise.
        let flags = mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        if code == SQLITE_OK, let handle { return handle }
        let failure = SQLiteFailure(of: handle, code: code, path: path)
        sqlite3_close_v2(handle)
        throw .failed(failure)
    }

    /// Sets what every connection needs, also where the library was built with other defaults.
    func configure(_ settings: ConnectionSettings) throws(SQLiteError) {
        sqlite3_busy_timeout(handle, settings.busyTimeoutMilliseconds)
        let switches = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 1),
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
        ]
        for (option, on) in switches {
            let code = csqlite_configure(handle, Int32(option), Int32(on))
            guard code == SQLITE_OK else {
                throw .failed(SQLiteFailure(of: handle, code: code))
            }
        }
        try run(
            script: """
                PRAGMA recursive_triggers = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -\(settings.pageCacheKibibytes);
                -- A read error behind a memory map would end the program instead of being reported.
                PRAGMA mmap_size = 0;
                """)
    }

    /// Turns on the write-ahead log and the sync of every commit.
    func prepareForWriting(path: String, settings: ConnectionSettings) throws(SQLiteError) {
        let mode = try scalar("PRAGMA journal_mode = WAL", as: String.self) ?? "none"
        guard mode == "wal" || isReadOnly else { throw .notWriteAhead(path: path, mode: mode) }
        try run(
            script: """
                PRAGMA synchronous = \(settings.syncsEachCommit ? "FULL" : "NORMAL");
                -- After a large transaction the log's file is cut back to this size.
                PRAGMA journal_size_limit = 67108864;
                """)
        if let pagesMax = settings.pagesMax {
            try run(script: "PRAGMA max_page_count = \(pagesMax)")
        }
        watchCommits()
    }

    private func watchCommits() {
        let context = Unmanaged.passUnretained(state).toOpaque()
        let hook:
            @convention(c) (
                UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32
            ) -> Int32 = { context, connection, schema, pages in
                guard let context, let connection else { return SQLITE_OK }
                Unmanaged<ConnectionState>.fromOpaque(context).takeUnretainedValue()
                    .committed(on: connection, schema: schema, pages: pages)
                return SQLITE_OK
            }
        sqlite3_wal_hook(handle, hook, context)
    }
}
