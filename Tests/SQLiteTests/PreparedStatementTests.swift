import SQLite
import Testing

struct PreparedStatementTests {
    let directory = TemporaryDirectory()
    let insert = "INSERT INTO number VALUES (?, ?)"

    private func numbers() throws -> Connection {
        let connection = try Connection.open(
            at: directory.file(), settings: ConnectionSettings(statementCountMax: 4))
        try connection.execute("CREATE TABLE number (value INTEGER, name TEXT CHECK (name <> ''))")
        return connection
    }

    private func names(in connection: borrowing Connection) throws -> [String] {
        try connection.query("SELECT name FROM number ORDER BY value") { try $0.read(0) }
    }

    @Test func `a lent statement runs with new values each time and is kept afterwards`() throws {
        let connection = try numbers()
        let count = try connection.prepared(insert) { number in
            for (value, name) in ["one", "two", "three"].enumerated() {
                try number.execute(value, name)
            }
            return connection.changes
        }
        #expect(try names(in: connection) == ["one", "two", "three"])
        #expect(count == 1 && connection.hasCachedStatement(insert) == true)
    }

    @Test func `a lent statement is the one in the cache`() throws {
        let connection = try numbers()
        try connection.execute(insert, 1, "one")
        let count = connection.cachedStatementCount
        try connection.prepared(insert) { try $0.execute(2, "two") }
        try connection.prepared(insert) { try $0.execute(3, "three") }
        #expect(connection.cachedStatementCount == count)
        #expect(try names(in: connection) == ["one", "two", "three"])
    }

    @Test func `an error of the body gives the statement back`() throws {
        let connection = try numbers()
        #expect(throws: CancellationError.self) {
            try connection.prepared(insert) { number in
                try number.execute(1, "one")
                throw CancellationError()
            }
        }
        #expect(connection.hasCachedStatement(insert) == true)
        try connection.execute(insert, 2, "two")
        try connection.execute("DROP TABLE number")
    }

    @Test func `a text that is not one statement is not lent`() throws {
        let connection = try numbers()
        var isLent = false
        for sql in ["", "SELECT 1; SELECT 2"] {
            #expect(throws: SQLiteError.notOneStatement(sql: sql)) {
                try connection.prepared(sql) { _ in isLent = true }
            }
        }
        #expect(throws: SQLiteError.self) {
            try connection.prepared("INSERT INTO nothing VALUES (?)") { _ in isLent = true }
        }
        #expect(!isLent)
    }

    @Test func `too few and too many values are refused and the next run goes on`() throws {
        let connection = try numbers()
        let sql = insert
        try connection.prepared(sql) { number in
            #expect(throws: SQLiteError.bindingCount(expected: 2, given: 1, sql: sql)) {
                try number.execute(1)
            }
            #expect(throws: SQLiteError.bindingCount(expected: 2, given: 3, sql: sql)) {
                try number.execute(1, "one", "more")
            }
            try number.execute(2, "two")
        }
        #expect(try names(in: connection) == ["two"])
    }

    @Test func `a run that failed may be followed by others; the statement is not kept`() throws {
        let connection = try numbers()
        try connection.transaction {
            try connection.prepared(insert) { number in
                try number.execute(1, "one")
                #expect(throws: SQLiteError.self) { try number.execute(2, "") }
                try number.execute(3, "three")
            }
        }
        #expect(try names(in: connection) == ["one", "three"])
        #expect(connection.hasCachedStatement(insert) == false)
        try connection.execute(insert, 4, "four")
    }

    @Test func `between two runs a statement holds nothing open`() throws {
        let connection = try numbers()
        try connection.execute(insert, 1, "one")
        try connection.prepared("SELECT name FROM number WHERE value >= ?") { look in
            try look.execute(0)
            // An open reading would forbid both.
            #expect(try connection.checkpoint(.truncate).isComplete)
            try connection.execute("DROP TABLE number")
            #expect(throws: SQLiteError.self) { try look.execute(0) }
        }
    }
}
