package import PostgreSQL

/// What the jobs of the tests write. No key keeps anything from being written twice: that is what
/// the tests look for.
package enum TestTables {
    /// Makes the tables.
    package static let sql = """
        CREATE TABLE effects (
            number bigint NOT NULL, what text NOT NULL, process_id int NOT NULL,
            written_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE gates (number bigint NOT NULL)
        """
}

extension Connection {
    /// Writes that something happened, as a part of the transaction.
    package func note(_ what: String, _ number: Int, by process: Int32) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO effects (number, what, process_id)
            VALUES (\(number), \(what), \(process))
            """)
    }
}
