internal import CPostgreSQL

extension Connection {
    /// Runs many statements with one round trip for hundreds of them; says what each touched.
    ///
    /// For statements that answer with few rows or none. Outside a transaction every batch of
    /// them is one; the first that fails ends the run, and nothing of its batch is kept.
    @discardableResult
    package func executeAll(_ queries: [Query]) throws(PostgreSQLError) -> [Int] {
        var affected: [Int] = []
        for start in stride(from: 0, to: queries.count, by: batchMax) {
            let batch = Array(queries[start..<min(start + batchMax, queries.count)])
            do {
                affected += try executeBatch(batch)
            } catch {
                guard error.isStalePlan else { throw error }
                for query in batch { forget(query) }
                // Nothing of the batch was kept; inside a transaction its owner starts again.
                guard !isInTransaction else { throw error }
                affected += try executeBatch(batch)
            }
        }
        return affected
    }

    /// So few that the answers fit into the socket's buffers while nobody reads them, and that
    /// no statement of a batch drops another's prepared form.
    private var batchMax: Int { min(100, preparedStatementsMax) }

    private func executeBatch(
        _ batch: [Query]
    ) throws(PostgreSQLError) -> [Int] {
        var names: [String] = []
        for query in batch { names.append(try preparedName(of: query)) }
        let session = try openSession()
        let handle = session.handle
        guard PQenterPipelineMode(handle) == 1 else { throw .misused("a pipeline in another") }
        defer { PQexitPipelineMode(handle) }
        for (query, name) in zip(batch, names) {
            let count = Int32(query.parameters.count)
            let sent = query.parameters.withPointers {
                PQsendQueryPrepared(handle, name, count, $0, $1, $2, 1)
            }
            guard sent == 1 else { throw .connectionLost }
        }
        guard PQpipelineSync(handle) == 1 else { throw .connectionLost }
        return try Self.answers(count: batch.count, of: session)
    }

    private static func answers(
        count: Int, of session: Session
    ) throws(PostgreSQLError) -> [Int] {
        var affected: [Int] = []
        var failure: PostgreSQLError?
        for _ in 0..<count {
            let result = PQgetResult(session.handle)
            if failure == nil {
                do {
                    affected.append(try session.checked(result).affected)
                } catch {
                    failure = error
                }
            } else {
                PQclear(result)
            }
            // Each statement's results end with nothing.
            while let rest = PQgetResult(session.handle) { PQclear(rest) }
        }
        PQclear(PQgetResult(session.handle))
        if let failure { throw failure }
        return affected
    }
}
