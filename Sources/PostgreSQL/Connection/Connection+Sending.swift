extension Connection {
    /// Sends a statement of a transaction and goes on, while the server works on it.
    ///
    /// Whatever is waited for next, the end of the transaction at the latest, throws its error.
    package func send(_ query: Query) throws(PostgreSQLError) {
        let name = try preparedName(of: query)
        try presentSession().send(name, query.parameters)
    }

    /// Sends one statement of plain text that takes no values.
    package func send(plain sql: String) throws(PostgreSQLError) {
        try presentSession().send(plain: sql)
    }
}
