import Bytes
import Catalog
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import TestPostgreSQL
import Testing

/// Whoever works on a book sees that book alone, and changes nothing of a log.
struct WallTests {
    private static let now = UInt64(TestOffice.Office.now.microseconds / 1_000)

    @Test func `every table of a book's has row-level security forced, for two`() async throws {
        try await Office.with { office in
            let open = try await office.texts(
                """
                SELECT c.relname::text FROM pg_class AS c
                JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
                JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                WHERE c.relnamespace = 'public'::regnamespace AND a.attname = 'book_id'
                    AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND (
                        SELECT count(*) = 2 FROM pg_policy AS p WHERE p.polrelid = c.oid))
                """)
            #expect(open == [])
            #expect(
                try await office.texts(
                    """
                    SELECT relname::text FROM pg_class
                    WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = \(BookWalls.role))
                    """) == [])
            #expect(try await BookWalls.raise(office.settings) == nil)
        }
    }

    @Test func `several databases of a new cluster raise their walls at once`() async throws {
        try await TemporaryDirectory.with { directory in
            let cluster = try PrivateCluster(directory: directory, durability: .disposable)
            let settings = try await cluster.start()
            let names = (1...6).map { "office_\($0)" }
            let outcome = await Result {
                let pool = Pool(settings)
                try await pool.withConnection { connection in
                    for name in names { try connection.run("CREATE DATABASE \(name)") }
                }
                await pool.close()
                try await withThrowingTaskGroup { group in
                    for name in names {
                        let own = try settings.database(named: name)
                        group.addTask {
                            try await Migrator(Schema.migrations).migrate(own)
                            #expect(try await BookWalls.raise(own) == nil)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await cluster.stop()
            try outcome.get()
        }
    }

    @Test func `behind the walls there is one book, and none where none was named`()
        async throws
    {
        try await Office.with { office in
            let (mine, other) = (try await office.book(), try await office.book("Other"))
            let desk = try office.log
            for book in [mine, other] {
                try await desk.write(to: book, at: Self.now, named("Ada"))
            }
            #expect(try await Self.count("clients", office, in: mine) == 1)
            #expect(try await Self.count("log_entries", office, in: mine) == 1)
            #expect(try await Self.count("record_states", office, in: mine) == 1)
            await #expect(throws: PostgreSQLError.self) {
                try await office.pool.transaction { connection in
                    try connection.run("SET LOCAL ROLE counterfoil_books")
                    try connection.run("SELECT count(*) FROM clients")
                }
            }
            await #expect(throws: PostgreSQLError.self) {
                try await Self.behind(mine, office) { connection in
                    try connection.execute(
                        "INSERT INTO unborn_records VALUES (\(other), 1, \(other))")
                }
            }
        }
    }

    @Test func `what the office does with a book it does behind the walls`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let desk = try office.log
            try await desk.write(to: book, at: Self.now, named("Ada"))
            try await office.pool.withConnection {
                try $0.run("REVOKE ALL ON record_states FROM \(BookWalls.role)")
            }
            await #expect(throws: PostgreSQLError.self) {
                try await desk.write(to: book, at: Self.now, named("Ben"))
            }
            await #expect(throws: PostgreSQLError.self) { try await office.export(book) }
        }
    }

    @Test(arguments: [
        "UPDATE log_entries SET entry = NULL", "DELETE FROM log_entries",
        "DELETE FROM receipts", "UPDATE receipts SET signature = ''", "TRUNCATE log_entries",
        "DELETE FROM log_graves", "SELECT password_hash FROM people", "DELETE FROM jobs",
        "SELECT * FROM signing_keys", "CREATE TABLE mine (id uuid)",
    ])
    func `what is written stays, and what is none of a book's is not seen`(
        statement: String
    ) async throws {
        try await Office.with { office in
            let book = try await office.book()
            try await office.log.write(to: book, at: Self.now, named("Ada"))
            await #expect(throws: PostgreSQLError.self) {
                try await Self.behind(book, office) { try $0.run(statement) }
            }
        }
    }

    @Test(arguments: ["documents", "voids", "payments", "allocations", "refunds", "reversals"])
    func `what was issued or paid is added, and neither changed nor removed`(
        table: String
    ) async throws {
        try await Office.with { office in
            let book = try await office.book()
            _ = try await Self.behind(book, office) { connection in
                try connection.execute(
                    """
                    INSERT INTO \(name: table) (book_id, id, is_alive, is_in_conflict)
                    VALUES (\(book), \(book), true, false)
                    """)
            }
            for statement in [
                "UPDATE \(table) SET is_in_conflict = true", "DELETE FROM \(table)",
                "TRUNCATE \(table)", "SELECT * FROM \(table) FOR UPDATE",
                """
                INSERT INTO \(table) SELECT * FROM \(table)
                ON CONFLICT (book_id, id) DO UPDATE SET is_alive = false
                """,
            ] {
                await #expect(throws: PostgreSQLError.self, "\(statement)") {
                    try await Self.behind(book, office) { try $0.run(statement) }
                }
            }
            #expect(try await Self.count(table, office, in: book) == 1)
        }
    }

    @Test func `walls that let what is issued be changed are raised again`() async throws {
        try await Office.with { office in
            try await office.pool.withConnection {
                try $0.run("GRANT UPDATE ON documents TO \(BookWalls.role)")
            }
            #expect(try await !office.store.hasWalls())
            #expect(try await BookWalls.raise(office.settings) == nil)
            #expect(try await office.store.hasWalls())
        }
    }

    @Test func `a user who may make no role is told what to do, and works without walls`()
        async throws
    {
        try await Self.withPlainOwner { office, administrator in
            let lack = try #require(try await BookWalls.raise(office.settings))
            #expect(lack.contains("GRANT counterfoil_books TO"))
            let book = try await office.book()
            try await office.log.write(to: book, at: Self.now, named("before"))
            try await administrator.withConnection { connection in
                let user: String = try connection.value(
                    """
                    SELECT pg_get_userbyid(datdba)::text FROM pg_database
                    WHERE datname = current_database()
                    """)
                try connection.run("GRANT counterfoil_books TO \(user)")
            }
            #expect(try await BookWalls.raise(office.settings) == nil)
            try await office.log.write(to: book, at: Self.now, named("behind"))
            #expect(try await Self.count("clients", office, in: book) == 1)
            // The owner, whom the walls are forced upon too, still sees to all books.
            #expect(try await office.texts("SELECT name FROM clients") == ["behind"])
            let other = try await office.book("Other")
            try await office.log.declareDurable(other, at: Self.now)
            #expect(try await office.store.books().count == 2)
        }
    }

    private static func count(
        _ table: String, _ office: Office, in book: BookID
    ) async throws -> Int64 {
        try await behind(book, office) { connection in
            try connection.value("SELECT count(*) FROM \(name: table)")
        }
    }

    private static func behind<Value: Sendable>(
        _ book: BookID, _ office: Office,
        _ body: @Sendable (isolated Connection) throws -> Value
    ) async throws -> Value {
        try await office.pool.transaction { connection in
            try connection.run("SET LOCAL ROLE counterfoil_books")
            try connection.run("SET LOCAL app.book = '\(book.text)'")
            return try body(connection)
        }
    }

    /// A database whose owner is nobody else of note.
    private static func withPlainOwner(
        _ body: @Sendable (Office, Pool) async throws -> Void
    ) async throws {
        // The role is the cluster's: somebody has made it before.
        try await Office.with { _ in }
        try await TestDatabase.with { settings in
            let administrator = Pool(settings)
            let name: String = try await administrator.withConnection { connection in
                let database: String = try connection.value("SELECT current_database()::text")
                let name = "plain_owner_" + database
                try connection.run("CREATE ROLE \(name) LOGIN")
                try connection.run("ALTER DATABASE \(database) OWNER TO \(name)")
                try connection.run("ALTER SCHEMA public OWNER TO \(name)")
                return name
            }
            let own = try settings.user(named: name)
            try await Migrator(Schema.migrations).migrate(own)
            let office = Office(settings: own)
            let outcome = await Result { try await body(office, administrator) }
            await office.pool.close()
            try await administrator.withConnection { connection in
                try connection.run("DROP OWNED BY \(name) CASCADE")
            }
            await administrator.close()
            try outcome.get()
        }
    }
}
