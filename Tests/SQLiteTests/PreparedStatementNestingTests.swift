import SQLite
import Testing

struct PreparedStatementNestingTests {
    let directory = TemporaryDirectory()
    let insert = "INSERT INTO number VALUES (?, ?)"

    private func numbers() throws -> Connection {
        let connection = try Connection.open(
            at: directory.file(), settings: ConnectionSettings(statementCountMax: 4))
        try connection.execute("CREATE TABLE number (value INTEGER, name TEXT)")
        return connection
    }

    private func names(in connection: borrowing Connection) throws -> [String] {
        try connection.query("SELECT name FROM number ORDER BY value, name") { try $0.read(0) }
    }

    @Test func `the same text can be lent inside itself`() throws {
        let connection = try numbers()
        let sql = insert
        try connection.prepared(sql) { outer in
            try outer.execute(1, "outer")
            try connection.prepared(sql) { inner in
                try inner.execute(2, "inner")
                try outer.execute(3, "outer again")
                try connection.execute(sql, 4, "beside")
            }
            try outer.execute(5, "outer at last")
        }
        #expect(
            try names(in: connection)
                == ["outer", "inner", "outer again", "beside", "outer at last"])
        #expect(connection.hasCachedStatement(sql) == true)
    }

    @Test func `a lent statement outlives its place in the cache`() throws {
        let connection = try numbers()
        try connection.prepared(insert) { number in
            try number.execute(1, "before")
            for value in 1...8 { try connection.execute("SELECT \(value)") }
            #expect(connection.hasCachedStatement(insert) == false)
            try number.execute(2, "after")
        }
        #expect(connection.cachedStatementCount == 4)
        #expect(try names(in: connection) == ["before", "after"])
    }

    @Test func `runs among the rows of another statement leave its values alone`() throws {
        let connection = try numbers()
        for value in 1...3 { try connection.execute(insert, value, "sought") }
        // Without an order, each row is compared with the bound values when its turn comes.
        let search = "SELECT value FROM number WHERE name = ? OR name = ?"
        let copy = "UPDATE number SET name = ? WHERE value = ?"
        for _ in 1...2 {
            try connection.prepared(copy) { update in
                var seen: [Int] = []
                try connection.forEach(search, "sought", "found") { row in
                    let value: Int = try row.read(0)
                    try update.execute("found", value)
                    seen.append(value)
                }
                #expect(seen == [1, 2, 3])
            }
        }
        #expect(try names(in: connection) == ["found", "found", "found"])
    }

    @Test func `many nested runs give back the memory that they take`() throws {
        let connection = try numbers()
        let text = String(repeating: "x", count: 10_000)
        for round in 1...20 {
            try connection.forEach("SELECT ?", text) { _ in
                try connection.prepared("SELECT length(?)") { length in
                    try length.execute(text)
                }
                try connection.prepared(insert) { number in
                    try number.execute(round, String(repeating: "y", count: 70_000))
                }
            }
        }
        let lengths = try connection.query("SELECT length(name) FROM number") {
            try $0.read(0, as: Int.self)
        }
        #expect(lengths == [Int](repeating: 70_000, count: 20))
    }

    @Test func `a statement serves the transactions that begin and end inside its loan`() throws {
        let connection = try numbers()
        try connection.prepared(insert) { number in
            try connection.transaction { try number.execute(1, "kept") }
            #expect(throws: CancellationError.self) {
                try connection.transaction {
                    try number.execute(2, "undone")
                    throw CancellationError()
                }
            }
            try connection.transaction { try number.execute(3, "kept too") }
        }
        #expect(try names(in: connection) == ["kept", "kept too"])
    }

    @Test func `a lent statement does not run outside of its transaction`() throws {
        let connection = try numbers()
        let sql = insert
        #expect(throws: SQLiteError.transactionEnded(sql: sql)) {
            try connection.transaction {
                try connection.prepared(sql) { number in
                    try number.execute(1, "undone")
                    try connection.execute("ROLLBACK")
                    try number.execute(2, "lost")
                }
            }
        }
        #expect(try names(in: connection).isEmpty)
    }
}
