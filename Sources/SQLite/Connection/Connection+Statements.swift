extension Connection {
    /// Runs one statement to its end; rows that it delivers are passed over.
    @inlinable
    package func execute<each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteError) {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        // Handing the values on as a pack would copy each of them once more.
        var count: Int32 = 0
        repeat try statement.bind((each values).sqliteValue, after: &count)
        try statement.expectBindings(count)
        try state.finish(statement)
    }

    /// Runs one statement whose number of values is known only while the program runs.
    package func execute(_ sql: String, bindings: [SQLiteValue]) throws(SQLiteError) {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(bindings)
        try state.finish(statement)
    }

    /// Lends one statement to the body, which runs it as often as it likes: for many rows.
    ///
    /// The body may lend others, read, and begin and end transactions; the same text run inside it
    /// in another way is another statement.
    package func prepared<Result>(
        _ sql: String, _ body: (borrowing PreparedStatement) throws -> Result
    ) throws -> Result {
        let statement = try statements.take(sql)
        defer { statements.release(statement) }
        return try body(PreparedStatement(lending: statement, of: state))
    }

    /// Runs every statement of a text, one after the other; SQLite itself finds where each ends.
    package func run(script: String) throws(SQLiteError) {
        var text = SQLText(script)
        while let statement = try text.nextStatement(
            on: handle, flags: 0, memory: statements.memory)
        {
            try state.permit(statement)
            try statement.expectBindings(0)
            try state.finish(statement)
        }
    }

    @usableFromInline
    func take(_ sql: String) throws(SQLiteError) -> Statement {
        let statement = try statements.take(sql)
        do {
            try state.permit(statement)
        } catch {
            statements.giveBack(statement)
            throw error
        }
        return statement
    }
}
