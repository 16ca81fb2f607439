/// What a server answered when it refused a statement.
package struct ServerFault: Sendable {
    /// What it means.
    package let state: SQLState
    /// The server's sentence. It may quote a value in the data family (22); see `description`.
    package let message: String
    /// The server's detail. It often quotes values of rows: never print it.
    package let detail: String?
    /// The table that the trouble is about.
    package let table: String?
    /// The column that the trouble is about.
    package let column: String?
    /// The constraint that refused.
    package let constraint: String?
    /// The function of the server that refused: tells a stale plan from other refusals.
    let origin: String?
}

extension ServerFault: CustomStringConvertible {
    /// The sentence for a log: state, message, names of table and constraint, and no values.
    package var description: String {
        var text = "PostgreSQL refused the statement (SQLSTATE \(state.rawValue))"
        // Messages of the data family quote the offending value, which may be a customer's.
        if state.family != "22" { text += ": \(message)" }
        if let table { text += "; table \(table)" }
        if let column { text += "; column \(column)" }
        if let constraint, !message.contains(constraint) { text += "; constraint \(constraint)" }
        return text
    }
}
