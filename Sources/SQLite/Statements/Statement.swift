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
    private let memory: BindingMemory
    private var memoryHeight = 0
    private var hasCopies = false

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

    /// Binds the value to the parameter behind those that have one, and counts it.
    @inlinable
    func bind(_ value: SQLiteValue, after index: inout Int32) throws(SQLiteError) {
        index += 1
        let code =
            switch value {
            case .null: bindNull(at: index)
            case .integer(let number): bind(number, at: index)
            case .text(let text): bind(text, at: index)
            case .blob(let bytes): bind(bytes, at: index)
            }
        if code != 0 { throw refused(code, at: index) }
    }

    @usableFromInline
    func refused(_ code: Int32, at index: Int32) -> SQLiteError {
        guard code == SQLITE_RANGE else { return failed(code) }
        return .bindingCount(expected: Int(parameterCount), given: Int(index), sql: sql)
    }

    /// Checks that every parameter was given a value: SQLite would take a missing one as NULL.
    @usableFromInline
    func expectBindings(_ given: Int32) throws(SQLiteError) {
        guard given == parameterCount else {
            throw .bindingCount(expected: Int(parameterCount), given: Int(given), sql: sql)
        }
    }

    /// Goes to the next row; `false` at the end.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failed(code)
        }
    }

    /// Takes the statement for one use.
    func start(at clock: UInt64) {
        isInUse = true
        lastUse = clock
        memoryHeight = memory.usedCount
    }

    /// Makes the statement ready for its next use and lets go of the bound values.
    func end() {
        sqlite3_reset(pointer)
        // What lies in the stack may stay bound: all parameters are bound anew before each step.
        if hasCopies { sqlite3_clear_bindings(pointer) }
        hasCopies = false
        memory.cut(to: memoryHeight)
        isInUse = false
    }

    private func failed(_ code: Int32) -> SQLiteError {
        hasFailed = true
        return .failed(
            SQLiteFailure(
                of: sqlite3_db_handle(pointer), code: code, sql: sql,
                whileRunning: parameterCount > 0))
    }

    @usableFromInline
    func bindNull(at index: Int32) -> Int32 { sqlite3_bind_null(pointer, index) }

    @usableFromInline
    func bind(_ number: Int64, at index: Int32) -> Int32 {
        sqlite3_bind_int64(pointer, index, number)
    }

    @usableFromInline
    func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            let count = UInt64(bytes.count)
            if let kept = memory.copy(UnsafeRawBufferPointer(bytes)) {
                let characters = kept.assumingMemoryBound(to: CChar.self)
                return sqlite3_bind_text64(
                    pointer, index, characters, count, nil, UInt8(SQLITE_UTF8))
            }
            hasCopies = true
            return bytes.withMemoryRebound(to: CChar.self) { characters in
                csqlite_bind_text(pointer, index, characters.baseAddress, count)
            }
        }
    }

    @usableFromInline
    func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
        // A blob without an address would be bound as NULL.
        if bytes.isEmpty { return sqlite3_bind_zeroblob(pointer, index, 0) }
        return bytes.withUnsafeBytes { bytes in
            let count = UInt64(bytes.count)
            if let kept = memory.copy(bytes) {
                return sqlite3_bind_blob64(pointer, index, kept, count, nil)
            }
            hasCopies = true
            return csqlite_bind_blob(pointer, index, bytes.baseAddress, count)
        }
    }
}
