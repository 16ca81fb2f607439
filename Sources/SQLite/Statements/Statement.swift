import CSQLite

/// One prepared statement; finalized when nobody holds it any more.
final class Statement {
    let pointer: OpaquePointer
    /// The text by which the statement is known; also its key in the cache.
    var sql: String
    let parameterCount: Int32
    let isReadOnly: Bool
    var isInUse = false
    var hasFailed = false
    var lastUse: UInt64 = 0

    init(pointer: OpaquePointer, sql: String) {
        self.pointer = pointer
        self.sql = sql
        parameterCount = sqlite3_bind_parameter_count(pointer)
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    /// Binds the value at a one-based place.
    func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteError) {
        let code =
            switch value {
            case .null: sqlite3_bind_null(pointer, index)
            case .integer(let number): sqlite3_bind_int64(pointer, index, number)
            case .text(let text): bind(text, at: index)
            case .blob(let bytes): bind(bytes, at: index)
            }
        guard code != SQLITE_OK else { return }
        guard code == SQLITE_RANGE else { throw failed(code) }
        throw .bindingCount(expected: Int(parameterCount), given: Int(index), sql: sql)
    }

    /// Checks that every parameter was given a value: SQLite would take a missing one as NULL.
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

    /// Makes the statement ready for its next use and lets go of the bound values.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    private func failed(_ code: Int32) -> SQLiteError {
        hasFailed = true
        return .failed(
            SQLiteFailure(
                of: sqlite3_db_handle(pointer), code: code, sql: sql,
                whileRunning: parameterCount > 0))
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                csqlite_bind_text(pointer, index, characters.baseAddress, UInt64(characters.count))
            }
        }
    }

    private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
        // A blob without an address would be bound as NULL.
        if bytes.isEmpty { return sqlite3_bind_zeroblob(pointer, index, 0) }
        return bytes.withUnsafeBytes { bytes in
            csqlite_bind_blob(pointer, index, bytes.baseAddress, UInt64(bytes.count))
        }
    }
}
