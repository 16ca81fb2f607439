extension Pool {
    /// Lends a connection to the body, which runs on that connection's thread.
    ///
    /// When the calling task is cancelled, the statement that runs is cancelled too.
    @discardableResult
    package nonisolated func withConnection<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        let lease = try await lease()
        let (result, isUsable) = await withTaskCancellationHandler {
            await lease.connection.serve(body)
        } onCancel: {
            lease.connection.cancelStatement()
        }
        await release(lease, isUsable: isUsable)
        return try result.get()
    }

    /// Runs a transaction on a lent connection, and what goes along with it; see
    /// `Connection.transaction` and `TransactionCompanion`.
    @discardableResult
    package nonisolated func transaction<Value: Sendable>(
        _ options: TransactionOptions = .standard,
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        let companion = TransactionCompanion.current
        return try await withConnection { connection in
            try await connection.transaction(options) { connection in
                let value = try await body(connection)
                try companion?(connection)
                return value
            }
        }
    }
}

extension Connection {
    /// Runs a borrower's body and tidies up after it, all in one visit to this thread; says
    /// whether the connection is of further use.
    func serve<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async -> (Result<Value, any Error>, isUsable: Bool) {
        do {
            let value = try await body(self)
            return (.success(value), settle())
        } catch {
            return (.failure(error), settle())
        }
    }

    /// Ends what a borrower left open; false when the connection is of no more use.
    func settle() -> Bool {
        guard isOpen else { return false }
        guard isInTransaction else { return true }
        do {
            try run("rollback")
        } catch {
            // Whatever it was (a copy left half-way, a dead server): this session is done.
            return false
        }
        return isOpen && !isInTransaction
    }

    /// Whether the server answers on this connection.
    func answers() -> Bool {
        do {
            try run("select 1")
            return isOpen
        } catch {
            // The answer to the question is no, whatever the reason.
            return false
        }
    }
}
