import CSQLite

/// One prepared statement; finalized when nobody holds it any more.
@usableFromInline
final class Statement {
    let pointer: OpaquePointer
    /// The text by which the statement is known; also its key in the cache.
    var sql: String
    let parameterCount: Int32
    let isReadOnly: Bool
    var isInUse = false
    var hasFailed = false
    var lastUse: UInt64 = 0
    let memory: BindingMemory
    private var memoryHeight = 0
    var hasCopies = false

    init(pointer: OpaquePointer, sql: String, memory: BindingMemory) {
        self.pointer = pointer
        self.memory = memory
        self.sql = sql
        parameterCount = sqlite3_bind_parameter_count(pointer)
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    /// Whether the connection that prepared it has a transaction open.
    var isInTransaction: Bool { sqlite3_get_autocommit(sqlite3_db_handle(pointer)) == 0 }

    /// Goes to the next row; `false` at the end.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failed(code)
        }
    }

    /// Remembers where the values of a run begin, which is about to bind them.
    @usableFromInline
    func startRun() {
        memoryHeight = memory.usedCount
    }

    /// Makes the statement ready for its next run and lets go of the bound values.
    @usableFromInline
    func endRun() {
        sqlite3_reset(pointer)
        // What lies in the stack may stay bound: all parameters are bound anew before each step.
        if hasCopies { sqlite3_clear_bindings(pointer) }
        hasCopies = false
        memory.cut(to: memoryHeight)
    }

    func failed(_ code: Int32) -> SQLiteError {
        hasFailed = true
        return .failed(
            SQLiteFailure(
                of: sqlite3_db_handle(pointer), code: code, sql: sql,
                whileRunning: parameterCount > 0))
    }
}
