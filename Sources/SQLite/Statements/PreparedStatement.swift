/// One statement, lent to a closure that runs it many times: it is found once and not at each run.
///
/// 1. It lives only inside the closure; the connection has it back when the closure ends, however
///    it ends.
/// 2. Between two runs it is at rest: it holds no lock, no snapshot and no row.
/// 3. A run that failed may be followed by others; the statement is not kept afterwards.
@usableFromInline
package struct PreparedStatement: ~Copyable {
    @usableFromInline let statement: Statement
    @usableFromInline let state: ConnectionState

    init(lending statement: Statement, of state: ConnectionState) {
        self.statement = statement
        self.state = state
    }

    /// Runs the statement to its end; rows that it delivers are passed over.
    @inlinable
    package func execute<each Value: SQLiteConvertible>(
        _ values: repeat each Value
    ) throws(SQLiteError) {
        try state.permit(statement)
        statement.startRun()
        defer { statement.endRun() }
        // Handing the values on as a pack would copy each of them once more.
        var count: Int32 = 0
        repeat try statement.bind((each values).sqliteValue, after: &count)
        try statement.expectBindings(count)
        try state.finish(statement)
    }
}
