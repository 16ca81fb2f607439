import Machine

extension Connection {
    /// Runs the body in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// The body is run again from its start when the transaction loses against another one, so
    /// it may change nothing but the database. When the connection breaks during COMMIT the
    /// error is `outcomeUnknown`.
    @discardableResult
    package func transaction<Value: Sendable>(
        _ options: TransactionOptions = .standard,
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        guard !isInTransaction else { throw PostgreSQLError.misused("a transaction in another") }
        var failures = 0
        while true {
            do {
                return try await attempt(options, body)
            } catch let error as PostgreSQLError
                where error.isWorthRepeating && failures + 1 < options.attemptsMax
            {
                failures += 1
                try await options.backoff.wait(afterFailures: failures)
            }
        }
    }

    /// Runs the body so that its changes alone are undone when it throws.
    @discardableResult
    package func savepoint<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        guard isInTransaction else { throw PostgreSQLError.misused("a savepoint by itself") }
        let name = "savepoint_\(nextSavepoint())"
        try run("savepoint \(name)")
        do {
            let value = try await body(self)
            try run("release savepoint \(name)")
            return value
        } catch {
            // The first error is the one to tell; a failing rollback means a lost connection,
            // which the transaction around this meets at its next statement.
            _ = try? openSession()
            try? run("rollback to savepoint \(name)")
            throw error
        }
    }

    private func attempt<Value: Sendable>(
        _ options: TransactionOptions,
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try send(plain: options.beginStatement)
        do {
            let value = try await body(self)
            try commit()
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// What led here is the error to tell; when this fails the connection is gone, and the server
    /// rolls back by itself.
    private func rollBack() {
        // What was sent has its answers first, which may fail as well.
        _ = try? openSession()
        if isInTransaction { try? run("rollback") }
    }

    private func commit() throws(PostgreSQLError) {
        guard isOpen else { throw .connectionLost }
        let kept: Bool
        do {
            try send(plain: "commit")
            kept = try answerToSent().command == "COMMIT"
        } catch {
            guard case .refused = error, isOpen else { throw .outcomeUnknown }
            throw error
        }
        // A failed transaction answers COMMIT with ROLLBACK and no error.
        guard kept else { throw .misused("a failed statement's error was swallowed") }
    }
}
