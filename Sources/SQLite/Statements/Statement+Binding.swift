import CSQLite

/// The values of a run go in: one for every parameter, in the order of the parameters.
extension Statement {
    /// Binds as many values as the statement has parameters.
    @inlinable
    func bind<each Value: SQLiteConvertible>(_ values: repeat each Value) throws(SQLiteError) {
        var count: Int32 = 0
        repeat try bind((each values).sqliteValue, after: &count)
        try expectBindings(count)
    }

    /// Binds values whose number is known only while the program runs.
    func bind(_ bindings: [SQLiteValue]) throws(SQLiteError) {
        var count: Int32 = 0
        for value in bindings { try bind(value, after: &count) }
        try expectBindings(count)
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
