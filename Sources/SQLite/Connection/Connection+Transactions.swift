import CSQLite

/// When a transaction takes the right to write.
package enum TransactionKind: Sendable {
    /// At once: for writers, so that no later statement finds the database busy.
    case immediate
    /// Never, for readers: everything is read from one snapshot, taken by the first read.
    case deferred

    fileprivate var sql: String {
        switch self {
        case .immediate: "BEGIN IMMEDIATE"
        case .deferred: "BEGIN DEFERRED"
        }
    }
}

extension Connection {
    /// Runs the body as one transaction: all of it is kept, or nothing.
    ///
    /// Inside another transaction it is a savepoint: a throw undoes the body alone. A commit that
    /// fails is rolled back and thrown.
    package func transaction<Result>(
        _ kind: TransactionKind = .immediate, _ body: () throws -> Result
    ) throws -> Result {
        let marks = state.depth == 0 ? Marks(outermost: kind) : Marks.savepoint
        try execute(marks.begin)
        state.depth += 1
        do {
            let result = try body()
            try execute(marks.commit)
            state.depth -= 1
            return result
        } catch {
            state.depth -= 1
            undo(marks)
            throw error
        }
    }

    /// Takes back what the transaction did, unless SQLite has already done so.
    private func undo(_ marks: Marks) {
        guard isInTransaction else { return }
        do {
            for sql in marks.rollback { try execute(sql) }
        } catch {
            // Whoever threw first says more; a transaction that cannot be undone ends whole, so
            // that nothing of it can be committed later.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
        }
    }
}

/// The statements around one transaction or savepoint.
private struct Marks {
    let begin: String
    let commit: String
    let rollback: [String]

    /// Savepoints may share a name: each statement means the innermost one.
    static let savepoint = Marks(
        begin: "SAVEPOINT nested", commit: "RELEASE nested",
        rollback: ["ROLLBACK TO nested", "RELEASE nested"])

    init(outermost kind: TransactionKind) {
        self.init(begin: kind.sql, commit: "COMMIT", rollback: ["ROLLBACK"])
    }

    private init(begin: String, commit: String, rollback: [String]) {
        self.begin = begin
        self.commit = commit
        self.rollback = rollback
    }
}
