internal import CPostgreSQL

/// Statements that are sent and not waited for: the server works on one while the program writes
/// the next, and one round trip answers them all.
extension Session {
    /// Sends a prepared statement, which the server begins with at once.
    func send(_ name: String, _ values: Parameters) throws(PostgreSQLError) {
        let count = Int32(values.count)
        try send(name) { handle in
            values.withPointers { PQsendQueryPrepared(handle, name, count, $0, $1, $2, 1) }
        }
    }

    /// Sends one statement of SQL text without values.
    func send(plain sql: String) throws(PostgreSQLError) {
        try send(nil) { PQsendQueryParams($0, sql, 0, nil, nil, nil, nil, 1) }
    }

    private func send(
        _ name: String?, _ put: (OpaquePointer) -> Int32
    ) throws(PostgreSQLError) {
        if PQpipelineStatus(handle) == PQ_PIPELINE_OFF {
            guard PQenterPipelineMode(handle) == 1 else { throw .misused("a pipeline in a copy") }
        }
        guard put(handle) == 1, PQflush(handle) == 0 else { throw .connectionLost }
        unanswered.append(name)
    }

    /// Waits until all that was sent is done, and hands out the answer to the last statement. When
    /// one failed, those after it have not been done, and its error is thrown.
    func lastAnswer() throws(PostgreSQLError) -> Answer {
        let count = unanswered.count
        unanswered = []
        guard PQpipelineSync(handle) == 1 else { throw .connectionLost }
        defer { PQexitPipelineMode(handle) }
        var last: Answer?
        var failure: PostgreSQLError?
        for _ in 0..<count {
            let result = PQgetResult(handle)
            do {
                last = try checked(result)
            } catch {
                // Those that were given up on account of it have no reason of their own.
                failure = failure ?? error
            }
            // Each statement's results end with nothing.
            while let rest = PQgetResult(handle) { PQclear(rest) }
        }
        PQclear(PQgetResult(handle))
        if let failure { throw failure }
        guard let last else { throw .misused("waiting for what was not sent") }
        return last
    }
}
