import CSQLite

/// The row on which a running statement stands; lives only inside the closure that reads it.
package struct Row: ~Copyable {
    private let statement: Statement

    init(of statement: Statement) {
        self.statement = statement
    }

    /// The number of columns.
    package var columnCount: Int { Int(sqlite3_data_count(statement.pointer)) }

    /// Reads a column by its place, counted from zero, as the type that the caller expects.
    package func read<Value: SQLiteConvertible>(
        _ index: Int, as type: Value.Type = Value.self
    ) throws(SQLiteError) -> Value {
        let count = columnCount
        guard index >= 0, index < count else {
            throw .columnOutOfRange(index: index, count: count, sql: statement.sql)
        }
        let cell = try cell(Int32(index), expected: Value.self)
        guard let value = Value(sqliteValue: cell) else {
            throw mismatch(Int32(index), expected: Value.self, found: cell.kindName)
        }
        return value
    }

    private func cell(
        _ index: Int32, expected: any SQLiteConvertible.Type
    ) throws(SQLiteError) -> SQLiteValue {
        let pointer = statement.pointer
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, index))
        case SQLITE_NULL: return .null
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, index)
            let count = Int(sqlite3_column_bytes(pointer, index))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(pointer, index)
            let count = Int(sqlite3_column_bytes(pointer, index))
            let bytes = UnsafeBufferPointer(start: start, count: count)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw mismatch(index, expected: expected, found: "text that is not UTF-8")
            }
            return .text(text)
        default: throw mismatch(index, expected: expected, found: "a floating-point number")
        }
    }

    private func mismatch(
        _ index: Int32, expected: any SQLiteConvertible.Type, found: String
    ) -> SQLiteError {
        let name = sqlite3_column_name(statement.pointer, index).map { String(cString: $0) }
        return .mismatch(
            column: name ?? "\(index)", expected: "\(expected)", found: found, sql: statement.sql)
    }
}
