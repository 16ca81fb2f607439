internal import CPostgreSQL

/// A session with a database, on a thread of its own.
///
/// 1. Every call blocks that thread and no other; calls from inside an `isolated` closure cost no
///    hop.
/// 2. A connection belongs to one task at a time: the pool lends it, a transaction occupies it.
/// 3. After the connection broke every call throws until `reconnect()`; nothing is repeated
///    silently.
package actor Connection {
    private let thread: ConnectionThread
    private let settings: ConnectionSettings
    private var session: Session?
    private var statements: StatementCache
    private let canceller = Canceller()
    private var savepoints = 0

    /// The thread of this connection.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens a session.
    package init(_ settings: ConnectionSettings) async throws(PostgreSQLError) {
        self.settings = settings
        thread = ConnectionThread(label: "counterfoil.postgresql")
        statements = StatementCache(capacity: settings.preparedStatementsMax)
        try connect()
    }

    /// Opens a new session in place of one that broke; everything of the old one is gone.
    package func reconnect() throws(PostgreSQLError) { try connect() }

    /// Ends the session.
    package func close() {
        canceller.disarm()
        session = nil
    }

    /// Whether the session is open as far as this side knows.
    package var isOpen: Bool { session?.isOpen ?? false }

    /// Whether a transaction is under way, failed or not.
    package var isInTransaction: Bool {
        guard let session else { return false }
        return session.transaction != PQTRANS_IDLE
    }

    /// How many statements are prepared at the moment.
    package var preparedStatementCount: Int { statements.count }

    /// How many statements stay prepared at most.
    var preparedStatementsMax: Int { max(1, settings.preparedStatementsMax) }

    /// Asks the server to end the statement that runs now; it fails with "cancelled".
    package nonisolated func cancelStatement() { canceller.cancel() }

    /// A number that no savepoint of this connection had.
    func nextSavepoint() -> Int {
        savepoints += 1
        return savepoints
    }

    private func connect() throws(PostgreSQLError) {
        close()
        let fresh = try Session(settings)
        if let limit = settings.statementMillisecondsMax {
            _ = try fresh.run("set statement_timeout = \(limit)")
        }
        if let limit = settings.lockMillisecondsMax {
            _ = try fresh.run("set lock_timeout = \(limit)")
        }
        if settings.isPlannedEachTime {
            _ = try fresh.run("set plan_cache_mode = force_custom_plan")
        }
        statements = StatementCache(capacity: settings.preparedStatementsMax)
        canceller.arm(fresh.handle)
        session = fresh
    }
}

extension Connection {
    /// The session, as long as there is one, once all that was sent is answered.
    func openSession() throws(PostgreSQLError) -> Session {
        let session = try presentSession()
        if !session.unanswered.isEmpty { _ = try answerToSent() }
        return session
    }

    /// The session, whatever was sent.
    func presentSession() throws(PostgreSQLError) -> Session {
        guard let session else { throw .connectionLost }
        return session
    }

    /// Waits for the answer to what was sent last.
    func answerToSent() throws(PostgreSQLError) -> Answer {
        let session = try presentSession()
        let names = session.unanswered.compactMap(\.self)
        do {
            return try session.lastAnswer()
        } catch {
            // It is not told whose plan it was.
            if error.isStalePlan { for name in names { statements.forget(named: name) } }
            throw error
        }
    }

    /// Runs a statement by its prepared form, preparing it when it is new or its plan went stale.
    func answer(to query: Query) throws(PostgreSQLError) -> Answer {
        do {
            return try prepareAndRun(query)
        } catch {
            guard error.isStalePlan else { throw error }
            statements.forget(query)
            // Inside a transaction everything since its start is void: its owner starts again.
            guard !isInTransaction else { throw error }
            return try prepareAndRun(query)
        }
    }

    private func prepareAndRun(_ query: Query) throws(PostgreSQLError) -> Answer {
        let name = try preparedName(of: query)
        let session = try presentSession()
        guard !session.unanswered.isEmpty else {
            return try session.runPrepared(name, query.parameters)
        }
        try session.send(name, query.parameters)
        return try answerToSent()
    }

    /// Forgets a prepared statement whose plan went stale.
    func forget(_ query: Query) { statements.forget(query) }

    /// The name under which the statement is prepared, now at the latest.
    func preparedName(of query: Query) throws(PostgreSQLError) -> String {
        if let name = statements.name(of: query) { return name }
        try forgetDropped()
        let name = statements.mintName()
        try openSession().prepare(query.sql, types: query.parameters.types, as: name)
        statements.insert(query, as: name)
        return name
    }

    private func forgetDropped() throws(PostgreSQLError) {
        guard let state = session?.transaction, state != PQTRANS_INERROR else { return }
        while let name = statements.takeDropped() {
            do {
                _ = try openSession().run("deallocate \(name)")
            } catch {
                guard error.state == .unknownPreparedStatement else { throw error }
                // The server forgot it first; that is what was wanted, unless the failure
                // voided a transaction.
                if isInTransaction { throw error }
            }
        }
    }
}
