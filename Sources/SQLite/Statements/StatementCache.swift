import CSQLite

/// The prepared statements of one connection, by their text; the longest unused leaves first.
///
/// 1. At most `capacity` statements are kept.
/// 2. A statement that is running is never handed out again: its text is prepared a second time.
/// 3. A statement that failed is not kept.
final class StatementCache {
    private let connection: OpaquePointer
    private let capacity: Int
    private var entries: [String: Statement] = [:]
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
        if let kept = entries[sql], !kept.isInUse {
            kept.isInUse = true
            kept.lastUse = clock
            return kept
        }
        let statement = try prepare(sql)
        statement.isInUse = true
        statement.lastUse = clock
        if entries[sql] == nil, capacity > 0 {
            if entries.count >= capacity { evictOldest() }
            entries[sql] = statement
        }
        return statement
    }

    /// Takes a statement back after its use.
    func giveBack(_ statement: Statement) {
        statement.reset()
        statement.isInUse = false
        if statement.hasFailed, entries[statement.sql] === statement {
            entries[statement.sql] = nil
        }
    }

    /// Lets go of every statement.
    func removeAll() {
        entries.removeAll()
    }

    private func evictOldest() {
        let oldest = entries.values.min { $0.lastUse < $1.lastUse }
        if let oldest { entries[oldest.sql] = nil }
    }

    private func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var text = SQLText(sql)
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard let statement = try text.nextStatement(on: connection, flags: flags) else {
            throw .notOneStatement(sql: sql)
        }
        guard try text.nextStatement(on: connection, flags: 0) == nil else {
            throw .notOneStatement(sql: sql)
        }
        statement.sql = sql
        return statement
    }
}
