import CSQLite

extension Connection {
    /// Brings the schema to the last of the migrations and says which were applied now.
    ///
    /// 1. The migrations are numbered 1, 2, 3 …; the database has applied the first few of them.
    /// 2. Each runs in a transaction of its own, together with the row that records it.
    /// 3. Nothing is changed in a database that a newer release wrote.
    @discardableResult
    package func migrate(_ migrations: [Migration]) throws -> [String] {
        try expectSequence(migrations)
        try execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL
            ) STRICT
            """)
        let recorded = try recordedMigrations()
        try expectSameHistory(recorded, as: migrations)
        let outstanding = migrations.dropFirst(recorded.count)
        if outstanding.isEmpty { return [] }
        try enforceReferences(false)
        do {
            for migration in outstanding { try apply(migration) }
        } catch {
            try enforceReferences(true)
            throw error
        }
        try enforceReferences(true)
        return outstanding.map(\.name)
    }

    private func expectSequence(_ migrations: [Migration]) throws(SQLiteError) {
        for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
            throw .misnamedMigration(name: migration.name)
        }
    }

    private func recordedMigrations() throws -> [RecordedMigration] {
        try query("SELECT name, checksum FROM schema_migrations ORDER BY version") { row in
            RecordedMigration(name: try row.read(0), checksum: try row.read(1))
        }
    }

    private func expectSameHistory(
        _ recorded: [RecordedMigration], as migrations: [Migration]
    ) throws(SQLiteError) {
        for (old, known) in zip(recorded, migrations)
        where old.name != known.name || old.checksum != known.checksum {
            throw .changedMigration(name: old.name)
        }
        if let last = recorded.last, recorded.count > migrations.count {
            throw .newerDatabase(found: last.name, known: migrations.last?.name ?? "none")
        }
    }

    /// Rebuilding a table needs its references off, and that cannot be said inside a transaction.
    private func enforceReferences(_ on: Bool) throws(SQLiteError) {
        let code = csqlite_configure(handle, Int32(SQLITE_DBCONFIG_ENABLE_FKEY), on ? 1 : 0)
        guard code == SQLITE_OK else { throw .failed(SQLiteFailure(of: handle, code: code)) }
    }

    private func apply(_ migration: Migration) throws {
        try transaction {
            try run(script: migration.text)
            let broken = try first("PRAGMA foreign_key_check") { try $0.read(0, as: String.self) }
            if let broken {
                throw SQLiteError.brokenReferences(migration: migration.name, table: broken)
            }
            try execute(
                "INSERT INTO schema_migrations (version, name, checksum) VALUES (?, ?, ?)",
                migration.version, migration.name, migration.checksum)
        }
    }
}

/// A migration as the database remembers it.
private struct RecordedMigration {
    let name: String
    let checksum: String
}
