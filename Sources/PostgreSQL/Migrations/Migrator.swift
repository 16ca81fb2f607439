/// One step of the schema: a text of SQL under a name that sorts.
package struct Migration: Sendable, Hashable {
    /// The name under which it is recorded: `v0001-clients`.
    package let name: String
    /// Its statements.
    package let sql: String

    /// Takes name and text.
    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Brings a database to the schema that this program knows, forward only.
///
/// 1. One migrator at a time: an advisory lock is held from the first look to the last step.
/// 2. A step and its record are kept together or not at all.
/// 3. What was applied stays as it was: name, order and checksum are compared first.
package struct Migrator: Sendable {
    private struct Applied: RowReadable {
        let name: String
        let checksum: String

        init(row: borrowing Row) throws(PostgreSQLError) {
            name = try row.read("name")
            checksum = try row.read("checksum")
        }
    }

    /// How long to wait for another migrator.
    package var lockSecondsMax = 300
    private let migrations: [Migration]

    /// The steps in their order.
    package init(_ migrations: [Migration]) { self.migrations = migrations }

    /// Applies what is missing and says the names of the steps that it applied.
    @discardableResult
    package func migrate(_ settings: ConnectionSettings) async throws -> [String] {
        var settings = settings
        settings.statementMillisecondsMax = nil
        settings.lockMillisecondsMax = lockSecondsMax * 1_000
        let connection = try await Connection(settings)
        do {
            let names = try await migrate(on: connection)
            await connection.close()
            return names
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The names of the steps that are missing; throws when the database is a stranger.
    package func pending(on connection: isolated Connection) throws(PostgreSQLError) -> [String] {
        let isRecorded: Bool = try connection.value(
            "select to_regclass('schema_migrations') is not null")
        guard isRecorded else { return migrations.map(\.name) }
        return try missing(on: connection).map(\.name)
    }

    private func migrate(on connection: isolated Connection) async throws -> [String] {
        try takeLock(on: connection)
        try connection.run(Self.recordTable)
        let missing = try missing(on: connection)
        for (migration, position) in zip(missing, (migrations.count - missing.count)...) {
            try await apply(migration, at: position, on: connection)
        }
        return missing.map(\.name)
    }

    /// What this program knows and the database does not, after comparing what both know.
    private func missing(
        on connection: isolated Connection
    ) throws(PostgreSQLError) -> ArraySlice<Migration> {
        let applied: [Applied] = try connection.rows(
            "select name, checksum from schema_migrations order by position")
        let known = Set(migrations.map(\.name))
        if let stranger = applied.first(where: { !known.contains($0.name) }) {
            throw .migration(.databaseIsNewer(migration: stranger.name))
        }
        for (migration, record) in zip(migrations, applied) {
            let checksum = try checksum(of: migration, on: connection)
            guard migration.name == record.name, checksum == record.checksum else {
                throw .migration(.migrationChanged(name: record.name))
            }
        }
        return migrations.dropFirst(applied.count)
    }

    private func apply(
        _ migration: Migration, at position: Int, on connection: isolated Connection
    ) async throws {
        let checksum = try checksum(of: migration, on: connection)
        try await connection.transaction { connection in
            let statements = StatementSplitter.statements(of: migration.sql)
            for (index, statement) in statements.enumerated() {
                try run(statement, number: index + 1, of: migration, on: connection)
            }
            try connection.execute(
                """
                insert into schema_migrations (position, name, checksum)
                values (\(position), \(migration.name), \(checksum))
                """)
        }
    }

    private func takeLock(on connection: isolated Connection) throws(PostgreSQLError) {
        do {
            try connection.execute("select pg_advisory_lock(\(Self.lockNumber))")
        } catch {
            throw error.isLockTimeout ? .migration(.lockedByAnother) : error
        }
    }

    private func run(
        _ statement: String, number: Int, of migration: Migration,
        on connection: isolated Connection
    ) throws(PostgreSQLError) {
        do {
            try connection.run(statement)
        } catch {
            guard error.fault != nil, !error.isUnavailable, !error.isWorthRepeating else {
                throw error
            }
            throw .migration(
                .statementFailed(
                    migration: migration.name, statement: number, reason: "\(error)"))
        }
    }

    private func checksum(
        of migration: Migration, on connection: isolated Connection
    ) throws(PostgreSQLError) -> String {
        try connection.value(
            "select encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex')")
    }

    /// The number of the advisory lock: "counterf" as bytes.
    private static let lockNumber: Int64 = 0x636f_756e_7465_7266

    private static let recordTable = """
        create table if not exists schema_migrations (
            position bigint primary key,
            name text not null unique,
            checksum text not null,
            applied_at timestamptz not null default now())
        """
}
