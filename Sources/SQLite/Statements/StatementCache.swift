import CSQLite

/// The prepared statements of one connection, by their text; the longest unused leaves first.
///
/// 1. At most `capacity` statements are kept.
/// 2. A statement that is running or lent is never handed out again: its text is prepared a
///    second time.
/// 3. A statement that failed is not kept.
@usableFromInline
final class StatementCache {
    private let connection: OpaquePointer
    private let capacity: Int
    let memory = BindingMemory()
    private var entries: [String: Statement] = [:]
    /// The last statement of each length: finding it again needs no hash of the whole text.
    private var recent = [Statement?](repeating: nil, count: 64)
    private var clock: UInt64 = 0

    init(of connection: OpaquePointer, capacity: Int) {
        self.connection = connection
        self.capacity = capacity
    }

    /// How many statements are kept.
    var count: Int { entries.count }

    /// Whether the statement with this text is kept.
    func contains(_ sql: String) -> Bool { entries[sql] != nil }

    /// Hands out the statement with this text for one use.
    func take(_ sql: String) throws(SQLiteError) -> Statement {
        clock += 1
        let slot = sql.utf8.count % recent.count
        if let last = recent[slot], !last.isInUse, last.sql == sql {
            start(last)
            return last
        }
        let kept = entries[sql]
        if let kept, !kept.isInUse {
            recent[slot] = kept
            start(kept)
            return kept
        }
        let statement = try prepare(sql)
        start(statement)
        if kept == nil, capacity > 0 {
            if entries.count >= capacity { evictOldest() }
            entries[sql] = statement
        }
        return statement
    }

    /// Takes a statement back after its use.
    @usableFromInline
    func giveBack(_ statement: Statement) {
        statement.endRun()
        release(statement)
    }

    /// Takes back a statement whose last run has ended.
    func release(_ statement: Statement) {
        statement.isInUse = false
        if statement.hasFailed, entries[statement.sql] === statement { evict(statement) }
    }

    /// Lets go of every statement.
    func removeAll() {
        entries.removeAll()
        recent = []
    }

    private func start(_ statement: Statement) {
        statement.isInUse = true
        statement.lastUse = clock
        statement.startRun()
    }

    private func evictOldest() {
        let oldest = entries.values.min { $0.lastUse < $1.lastUse }
        if let oldest { evict(oldest) }
    }

    private func evict(_ statement: Statement) {
        entries[statement.sql] = nil
        let slot = statement.sql.utf8.count % recent.count
        if recent[slot] === statement { recent[slot] = nil }
    }

    private func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var text = SQLText(sql)
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard let statement = try text.nextStatement(on: connection, flags: flags, memory: memory)
        else {
            throw .notOneStatement(sql: sql)
        }
        guard try text.nextStatement(on: connection, flags: 0, memory: memory) == nil else {
            throw .notOneStatement(sql: sql)
        }
        statement.sql = sql
        return statement
    }
}
