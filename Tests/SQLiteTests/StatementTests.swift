import SQLite
import Testing

struct StatementTests {
    let directory = TemporaryDirectory()

    private func numbers() throws -> Connection {
        let connection = try Connection.open(
            at: directory.file(), settings: ConnectionSettings(statementCountMax: 4))
        try connection.run(
            script: """
                -- A comment; with a semicolon.
                CREATE TABLE number (value INTEGER, name TEXT CHECK (name <> ';'));
                CREATE TRIGGER named AFTER INSERT ON number BEGIN
                    SELECT 1; SELECT 2;
                END;
                INSERT INTO number VALUES (1, 'one;'), (2, 'two'), (3, NULL)
                """)
        return connection
    }

    @Test func `rows are read in order, typed, and absence is nil`() throws {
        let connection = try numbers()
        let rows = try connection.query("SELECT value, name FROM number WHERE value > ?", 1) {
            (try $0.read(0, as: Int.self), try $0.read(1, as: String?.self))
        }
        #expect(rows.map(\.0) == [2, 3] && rows.map(\.1) == ["two", nil])
        #expect(try connection.first("SELECT name FROM number") { try $0.read(0) } == "one;")
        #expect(try connection.scalar("SELECT max(value) FROM number") == 3)
    }

    @Test func `no row is no result`() throws {
        let connection = try numbers()
        let sql = "SELECT value FROM number WHERE value = ?"
        #expect(try connection.query(sql, 9) { try $0.read(0, as: Int.self) }.isEmpty)
        #expect(try connection.first(sql, 9) { try $0.read(0, as: Int.self) } == nil)
        #expect(try connection.scalar(sql, 9, as: Int.self) == nil)
    }

    @Test func `as many values as the program has can be bound`() throws {
        let connection = try numbers()
        let sql = "SELECT name FROM number WHERE value IN (?, ?) AND name IS NOT NULL"
        let names = try connection.query(sql, bindings: [.integer(2), .integer(3)]) {
            try $0.read(0, as: String.self)
        }
        #expect(names == ["two"])
    }

    @Test func `too few and too many values are refused`() throws {
        let connection = try numbers()
        let sql = "INSERT INTO number VALUES (?, ?)"
        #expect(throws: SQLiteError.bindingCount(expected: 2, given: 1, sql: sql)) {
            try connection.execute(sql, 1)
        }
        #expect(throws: SQLiteError.bindingCount(expected: 2, given: 3, sql: sql)) {
            try connection.execute(sql, bindings: [.null, .null, .null])
        }
        #expect(throws: SQLiteError.bindingCount(expected: 2, given: 0, sql: sql)) {
            try connection.run(script: "SELECT 1;" + sql)
        }
        #expect(try connection.scalar("SELECT count(*) FROM number") == 3)
    }

    @Test(arguments: [
        "", "  -- nothing\n", "SELECT 1; SELECT 2", "SELECT 1\u{0}; DROP TABLE number",
    ])
    func `a text that is not one statement is refused`(sql: String) throws {
        let connection = try numbers()
        #expect(throws: SQLiteError.notOneStatement(sql: sql)) { try connection.execute(sql) }
        try connection.execute("SELECT 1; -- and a comment behind it")
    }

    @Test func `the statement that was not used longest leaves the cache`() throws {
        let connection = try numbers()
        for value in 1...4 { try connection.execute("SELECT \(value)") }
        try connection.execute("SELECT 1")
        try connection.execute("SELECT 5")
        #expect(connection.cachedStatementCount == 4)
        #expect(connection.hasCachedStatement("SELECT 1") == true)
        #expect(connection.hasCachedStatement("SELECT 2") == false)
    }

    @Test func `a statement that failed leaves the cache`() throws {
        let connection = try numbers()
        let sql = "INSERT INTO number VALUES (?, ?)"
        try connection.execute(sql, 4, "four")
        #expect(connection.hasCachedStatement(sql) == true)
        #expect(throws: SQLiteError.self) { try connection.execute(sql, 5, ";") }
        #expect(connection.hasCachedStatement(sql) == false)
        try connection.execute(sql, 5, "five")
    }

    @Test func `a statement can run inside its own rows`() throws {
        let connection = try numbers()
        let sql = "SELECT value FROM number ORDER BY value"
        let pairs = try connection.query(sql) { outer in
            let inner = try connection.query(sql) { try $0.read(0, as: Int.self) }
            return [try outer.read(0, as: Int.self)] + inner
        }
        #expect(pairs == [[1, 1, 2, 3], [2, 1, 2, 3], [3, 1, 2, 3]])
    }

    @Test func `an error inside a row ends the statement`() throws {
        let connection = try numbers()
        var visited = 0
        #expect(throws: CancellationError.self) {
            try connection.forEach("SELECT value FROM number") { _ in
                visited += 1
                throw CancellationError()
            }
        }
        #expect(visited == 1)
        try connection.execute("DROP TABLE number")
    }

    @Test func `an error shows the statement and never a bound value`() throws {
        let connection = try numbers()
        try connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        let secret = "Mustermann\" AND ("
        let search = "SELECT rowid FROM words WHERE words MATCH ?"
        let error = try #require(throws: SQLiteError.self) {
            try connection.execute(search, secret)
        }
        #expect("\(error)".contains(search))
        #expect(!"\(error)".contains("Mustermann") && !"\(error)".contains("AND ("))
        let path = #expect(throws: SQLiteError.self) {
            try connection.execute("SELECT json_extract('{}', ?)", "Mustermann")
        }
        #expect(path.map { "\($0)".contains("Mustermann") } == false)
    }
}
