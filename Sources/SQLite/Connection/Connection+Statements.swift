extension Connection {
    /// Runs one statement to its end; rows that it delivers are passed over.
    @inlinable
    package func execute<each Value: SQLiteConvertible>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteError) {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try bind(repeat each values, to: statement)
        try finish(statement)
    }

    /// Runs one statement whose number of values is known only while the program runs.
    package func execute(_ sql: String, bindings: [SQLiteValue]) throws(SQLiteError) {
        let statement = try take(sql)
        defer { statements.giveBack(statement) }
        try bind(bindings, to: statement)
        try finish(statement)
    }

    /// Runs every statement of a text, one after the other; SQLite itself finds where each ends.
    package func run(script: String) throws(SQLiteError) {
        var text = SQLText(script)
        while let statement = try text.nextStatement(
            on: handle, flags: 0, memory: statements.memory)
        {
            try permit(statement)
            try statement.expectBindings(0)
            try finish(statement)
        }
    }

    @usableFromInline
    func take(_ sql: String) throws(SQLiteError) -> Statement {
        let statement = try statements.take(sql)
        do {
            try permit(statement)
        } catch {
            statements.giveBack(statement)
            throw error
        }
        return statement
    }

    @inlinable
    func bind<each Value: SQLiteConvertible>(
        _ values: repeat each Value, to statement: Statement
    ) throws(SQLiteError) {
        var count: Int32 = 0
        repeat try statement.bind((each values).sqliteValue, after: &count)
        try statement.expectBindings(count)
    }

    func bind(_ bindings: [SQLiteValue], to statement: Statement) throws(SQLiteError) {
        var count: Int32 = 0
        for value in bindings { try statement.bind(value, after: &count) }
        try statement.expectBindings(count)
    }

    func step(_ statement: Statement) throws(SQLiteError) -> Bool {
        do {
            return try statement.step()
        } catch {
            state.note(error)
            throw error
        }
    }

    @usableFromInline
    func finish(_ statement: Statement) throws(SQLiteError) {
        while try step(statement) {}
    }

    /// Refuses what would run outside of the transaction it believes to be in, and every write
    /// after a failed sync.
    private func permit(_ statement: Statement) throws(SQLiteError) {
        if state.depth > 0, !isInTransaction { throw .transactionEnded(sql: statement.sql) }
        if let failure = state.failedSync, !statement.isReadOnly { throw .writesRefused(failure) }
    }
}
