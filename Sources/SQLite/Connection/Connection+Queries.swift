extension Connection {
    /// Reads every row that a statement delivers.
    package func query<Result, each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value,
        row read: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(repeat each values)
        let row = Row(of: statement)
        while try state.step(statement) { results.append(try read(row)) }
        return results
    }

    /// Reads every row of a statement whose number of values is known only while the program runs.
    package func query<Result>(
        _ sql: String, bindings: [SQLiteValue], row read: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(bindings)
        let row = Row(of: statement)
        while try state.step(statement) { results.append(try read(row)) }
        return results
    }

    /// Visits every row without keeping it; an error that the closure throws ends the visit.
    package func forEach<each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value, row visit: (borrowing Row) throws -> Void
    ) throws {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(repeat each values)
        let row = Row(of: statement)
        while try state.step(statement) { try visit(row) }
    }

    /// Reads the first row; `nil` when there is none.
    package func first<Result, each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value,
        row read: (borrowing Row) throws -> Result
    ) throws -> Result? {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(repeat each values)
        return try state.step(statement) ? try read(Row(of: statement)) : nil
    }

    /// Reads the first column of the first row; `nil` when there is no row.
    package func scalar<Result: SQLiteConvertible, each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value, as type: Result.Type = Result.self
    ) throws(SQLiteError) -> Result? {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try statement.bind(repeat each values)
        return try state.step(statement) ? try Row(of: statement).read(0, as: type) : nil
    }
}
