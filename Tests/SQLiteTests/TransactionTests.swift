import SQLite
import Testing

private struct Refusal: Error {}

struct TransactionTests {
    let directory = TemporaryDirectory()

    private func book() throws -> Connection {
        let connection = try Connection.open(
            at: directory.file(), settings: ConnectionSettings(busyTimeoutMilliseconds: 0))
        try connection.run(
            script: """
                CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, text TEXT) STRICT;
                CREATE TABLE IF NOT EXISTS part (
                    line INTEGER REFERENCES line (id) DEFERRABLE INITIALLY DEFERRED
                ) STRICT;
                """)
        return connection
    }

    private func add(_ id: Int, to connection: borrowing Connection) throws {
        try connection.execute("INSERT INTO line VALUES (?, ?)", id, "line")
    }

    private func ids(in connection: borrowing Connection) throws -> [Int] {
        try connection.query("SELECT id FROM line ORDER BY id") { try $0.read(0) }
    }

    @Test func `a transaction is kept and answers`() throws {
        let connection = try book()
        let answer = try connection.transaction {
            try add(1, to: connection)
            return connection.isInTransaction
        }
        #expect(answer && !connection.isInTransaction)
        #expect(try ids(in: connection) == [1])
    }

    @Test func `a throw undoes the transaction`() throws {
        let connection = try book()
        #expect(throws: Refusal.self) {
            try connection.transaction {
                try add(1, to: connection)
                throw Refusal()
            }
        }
        #expect(try ids(in: connection).isEmpty && !connection.isInTransaction)
    }

    @Test func `a throw undoes its savepoint alone`() throws {
        let connection = try book()
        try connection.transaction {
            try add(1, to: connection)
            try? connection.transaction {
                try add(2, to: connection)
                try connection.transaction { try add(3, to: connection) }
                throw Refusal()
            }
            try connection.transaction { try add(4, to: connection) }
        }
        #expect(try ids(in: connection) == [1, 4])
    }

    @Test func `a commit that fails is rolled back and thrown`() throws {
        let connection = try book()
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction {
                try add(1, to: connection)
                try connection.execute("INSERT INTO part VALUES (99)")
            }
        }
        #expect(error?.isBrokenReference == true)
        #expect(connection.isInTransaction == false)
        #expect(try ids(in: connection).isEmpty)
        try connection.transaction { try add(1, to: connection) }
    }

    @Test func `after SQLite rolled back nothing more runs in the transaction`() throws {
        let connection = try book()
        try add(1, to: connection)
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction {
                try? connection.execute("INSERT OR ROLLBACK INTO line VALUES (1, 'again')")
                try add(2, to: connection)
            }
        }
        guard case .transactionEnded = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(try ids(in: connection) == [1])
    }

    @Test func `a transaction that the body ends itself is refused`() throws {
        let connection = try book()
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction { try connection.execute("COMMIT") }
        }
        #expect(error == .transactionEnded(sql: "COMMIT"))
    }

    @Test func `a second writer finds the database busy`() throws {
        let first = try book()
        let second = try book()
        try first.transaction {
            let error = #expect(throws: SQLiteError.self) {
                try second.transaction { try add(1, to: second) }
            }
            #expect(error?.isBusy == true)
        }
        try second.transaction { try add(1, to: second) }
    }

    @Test func `a reading transaction shows one moment`() throws {
        let writer = try book()
        let reader = try Connection.openForReading(at: directory.file())
        try reader.transaction(.deferred) {
            #expect(try ids(in: reader).isEmpty)
            try writer.transaction { try add(1, to: writer) }
            #expect(try ids(in: reader).isEmpty)
        }
        #expect(try ids(in: reader) == [1])
    }
}
