import SQLite
import Testing

struct MigrationTests {
    let directory = TemporaryDirectory()

    private let first = Migration(
        name: "v0001-clients.sql",
        text: """
            CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT) STRICT; -- one; two
            CREATE TRIGGER kept BEFORE DELETE ON client BEGIN
                SELECT RAISE(ABORT, 'kept; always');
            END;
            """)
    private let second = Migration(
        name: "v0002-invoices.sql",
        text: "CREATE TABLE invoice (client INTEGER REFERENCES client (id)) STRICT")

    private func recorded(in connection: borrowing Connection) throws -> [String] {
        try connection.query("SELECT name FROM schema_migrations ORDER BY version") {
            try $0.read(0)
        }
    }

    @Test func `migrations are applied once, in order, and recorded`() throws {
        let connection = try Connection.open(at: directory.file())
        #expect(try connection.migrate([first]) == ["v0001-clients.sql"])
        #expect(try connection.migrate([first, second]) == ["v0002-invoices.sql"])
        #expect(try connection.migrate([first, second]).isEmpty)
        #expect(try recorded(in: connection) == [first.name, second.name])
        try connection.execute("INSERT INTO client VALUES (1, 'Ada')")
        #expect(throws: SQLiteError.self) { try connection.execute("DELETE FROM client") }
        #expect(throws: SQLiteError.self) {
            try connection.execute("INSERT INTO invoice VALUES (9)")
        }
    }

    @Test func `no migrations are no change`() throws {
        let connection = try Connection.open(at: directory.file())
        #expect(try connection.migrate([]).isEmpty)
    }

    @Test func `a migration that fails half way leaves the one before it`() throws {
        let connection = try Connection.open(at: directory.file())
        let broken = Migration(
            name: second.name, text: second.text + "; INSERT INTO nowhere VALUES (1)")
        #expect(throws: SQLiteError.self) { try connection.migrate([first, broken]) }
        #expect(try recorded(in: connection) == [first.name])
        #expect(try connection.migrate([first, second]) == [second.name])
    }

    @Test func `a database of a newer release is left alone and says upgrade`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.migrate([first, second])
        let error = #expect(throws: SQLiteError.self) { try connection.migrate([first]) }
        #expect(error == .newerDatabase(found: second.name, known: first.name))
        #expect(error.map { "\($0)" }?.contains("Upgrade the program") == true)
        #expect(try recorded(in: connection).count == 2)
    }

    @Test func `a changed or renamed migration is refused`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.migrate([first])
        let edited = Migration(name: first.name, text: first.text + " ")
        let renamed = Migration(name: "v0001-people.sql", text: first.text)
        for changed in [edited, renamed] {
            #expect(throws: SQLiteError.changedMigration(name: first.name)) {
                try connection.migrate([changed, second])
            }
        }
    }

    @Test(arguments: [
        "v0002-late.sql", "0001-x.sql", "v1-x.sql", "v0001-x.txt", "v0001", "v٠٠٠١-x.sql",
    ])
    func `a name out of sequence is refused`(name: String) throws {
        let connection = try Connection.open(at: directory.file())
        #expect(throws: SQLiteError.misnamedMigration(name: name)) {
            try connection.migrate([Migration(name: name, text: "SELECT 1")])
        }
    }

    @Test func `a table can be rebuilt, and a rebuild that loses a parent is refused`() throws {
        let connection = try Connection.open(at: directory.file())
        try connection.migrate([first, second])
        try connection.run(
            script: "INSERT INTO client VALUES (1, 'Ada'); INSERT INTO invoice VALUES (1)")
        func rebuild(keeping condition: String) -> Migration {
            Migration(
                name: "v0003-rebuild.sql",
                text: """
                    CREATE TABLE client_next (id INTEGER PRIMARY KEY, name TEXT, mail TEXT) STRICT;
                    INSERT INTO client_next SELECT id, name, NULL FROM client WHERE \(condition);
                    DROP TRIGGER kept;
                    DROP TABLE client;
                    ALTER TABLE client_next RENAME TO client;
                    """)
        }
        let losing = #expect(throws: SQLiteError.self) {
            try connection.migrate([first, second, rebuild(keeping: "false")])
        }
        #expect(losing == .brokenReferences(migration: "v0003-rebuild.sql", table: "invoice"))
        try connection.migrate([first, second, rebuild(keeping: "true")])
        #expect(try connection.scalar("SELECT name FROM client") == "Ada")
        #expect(try connection.scalar("PRAGMA foreign_keys") == true)
    }

    @Test func `a migration that commits by itself is refused`() throws {
        let connection = try Connection.open(at: directory.file())
        let own = Migration(
            name: "v0001-own.sql", text: "CREATE TABLE a (b); COMMIT; CREATE TABLE c (d)")
        let error = #expect(throws: SQLiteError.self) { try connection.migrate([own]) }
        guard case .transactionEnded = error else { return #expect(Bool(false), "\(error as Any)") }
    }
}
