import PostgreSQL
import TestPostgreSQL
import Testing

struct MigrationTests {
    private static let first = Migration(
        name: "v0001-clients",
        sql: """
            -- Clients; a semicolon here ends nothing.
            create table clients (id int8 primary key, name text default 'a;b');
            create function answer() returns int language plpgsql as $body$
            begin return 42; end $body$;
            """)
    private static let second = Migration(
        name: "v0002-mail", sql: "alter table clients add mail text; create table mails (id int8)")

    @Test func `what is missing is applied once, in order`() async throws {
        try await TestDatabase.with { settings in
            #expect(try await Migrator([Self.first]).migrate(settings) == ["v0001-clients"])
            let both = Migrator([Self.first, Self.second])
            let connection = try await Connection(settings)
            #expect(try await both.pending(on: connection) == ["v0002-mail"])
            #expect(try await both.migrate(settings) == ["v0002-mail"])
            #expect(try await both.migrate(settings) == [])
            #expect(try await connection.value("select answer()") == 42)
        }
    }

    @Test func `a failing statement leaves nothing of its migration and is named`() async throws {
        try await TestDatabase.with { settings in
            let broken = Migration(name: "v0002-broken", sql: "create table a (v int); select 1/0")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await Migrator([Self.first, broken]).migrate(settings)
            }
            #expect(
                error.map { "\($0)" }?.contains("Statement 2 of the migration v0002-broken") == true
            )
            let connection = try await Connection(settings)
            #expect(try await connection.value("select to_regclass('a') is null") == true)
            #expect(
                try await Migrator([Self.first, Self.second]).migrate(settings) == ["v0002-mail"])
        }
    }

    @Test func `a database of a newer release says to upgrade the program`() async throws {
        try await TestDatabase.with { settings in
            try await Migrator([Self.first, Self.second]).migrate(settings)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await Migrator([Self.first]).migrate(settings)
            }
            guard case .migration(.databaseIsNewer("v0002-mail"))? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect("\(error!)".contains("Upgrade this program"))
        }
    }

    @Test func `a migration that reads differently now is refused`() async throws {
        try await TestDatabase.with { settings in
            try await Migrator([Self.first]).migrate(settings)
            let changed = Migration(name: Self.first.name, sql: Self.first.sql + " ")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await Migrator([changed]).migrate(settings)
            }
            guard case .migration(.migrationChanged("v0001-clients"))? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `of many migrators at once one works and the others find it done`() async throws {
        try await TestDatabase.with { settings in
            let migrator = Migrator([Self.first, Self.second])
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.migrate(settings) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.filter { !$0.isEmpty } == [["v0001-clients", "v0002-mail"]])
        }
    }

    @Test func `a migrator that waits too long for another says so`() async throws {
        try await TestDatabase.with { settings in
            let holder = try await Connection(settings)
            try await holder.execute("select pg_advisory_lock(\(0x636f_756e_7465_7266))")
            var migrator = Migrator([Self.first])
            migrator.lockSecondsMax = 1
            let error = await #expect(throws: PostgreSQLError.self) {
                try await migrator.migrate(settings)
            }
            guard case .migration(.lockedByAnother)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
