extension Connection {
    /// Runs a statement and says how many rows it touched.
    @discardableResult
    package func execute(_ query: Query) throws(PostgreSQLError) -> Int {
        try answer(to: query).affected
    }

    /// Runs one statement of plain text that takes no values and is not worth preparing.
    package func run(_ sql: String) throws(PostgreSQLError) {
        _ = try openSession().run(sql)
    }

    /// Reads every row of an answer.
    package func rows<Value: Sendable>(
        _ query: Query, _ read: (borrowing Row) throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> [Value] {
        let answer = try answer(to: query)
        let columns = answer.columns
        var values: [Value] = []
        values.reserveCapacity(Int(answer.rowCount))
        for index in 0..<answer.rowCount {
            let row = Row(of: answer.result, at: index, columns: columns)
            values.append(try read(row))
        }
        return values
    }

    /// Reads every row of an answer as a type that knows how.
    package func rows<Value: RowReadable>(
        _ query: Query, as type: Value.Type = Value.self
    ) throws(PostgreSQLError) -> [Value] {
        try rows(query) { (row) throws(PostgreSQLError) in try Value(row: row) }
    }

    /// Reads the first row of an answer; nil when there is none.
    package func first<Value: Sendable>(
        _ query: Query, _ read: (borrowing Row) throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> Value? {
        let answer = try answer(to: query)
        guard answer.rowCount > 0 else { return nil }
        return try read(Row(of: answer.result, at: 0, columns: answer.columns))
    }

    /// Reads the first column of the only row that such a query answers with.
    package func value<Value: Readable & Sendable>(
        _ query: Query, as type: Value.Type = Value.self
    ) throws(PostgreSQLError) -> Value {
        let value = try first(query) { (row) throws(PostgreSQLError) in try row.read(0, as: type) }
        guard let value else { throw .noRow }
        return value
    }
}
