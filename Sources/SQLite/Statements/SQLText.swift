import CSQLite

/// A text of SQL that SQLite itself splits into its statements, one after the other.
struct SQLText {
    private let bytes: [CChar]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8CString)
    }

    /// Prepares the next statement; `nil` when only blanks and comments are left.
    mutating func nextStatement(
        on connection: OpaquePointer, flags: UInt32, memory: BindingMemory
    ) throws(SQLiteError) -> Statement? {
        while position < bytes.count - 1 {
            let start = position
            var pointer: OpaquePointer?
            let code = bytes.withUnsafeBufferPointer { buffer -> Int32 in
                guard let base = buffer.baseAddress else { return SQLITE_MISUSE }
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    connection, base + start, Int32(buffer.count - start), flags, &pointer, &tail)
                position = tail.map { $0 - base } ?? buffer.count
                return code
            }
            let end = code == SQLITE_OK ? position : bytes.count - 1
            let sql = text(from: start, to: end)
            guard code == SQLITE_OK else {
                throw .failed(SQLiteFailure(of: connection, code: code, sql: sql))
            }
            if let pointer { return Statement(pointer: pointer, sql: sql, memory: memory) }
            // A text that holds a zero byte ends there for SQLite; nothing behind it may be lost.
            guard position > start else {
                throw .notOneStatement(sql: text(from: 0, to: bytes.count - 1))
            }
        }
        return nil
    }

    private func text(from start: Int, to end: Int) -> String {
        let bytes = bytes[start..<end].map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
