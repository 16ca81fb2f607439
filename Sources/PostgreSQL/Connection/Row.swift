internal import CPostgreSQL

/// One row of a result, lent for as long as it is read; nothing is copied but what is read.
package struct Row: ~Copyable {
    private let result: OpaquePointer
    private let index: Int32
    private let columns: [String]

    init(of result: OpaquePointer, at index: Int32, columns: [String]) {
        self.result = result
        self.index = index
        self.columns = columns
    }

    /// Reads a column by its name.
    package func read<Value: Readable>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(PostgreSQLError) -> Value {
        guard let position = columns.firstIndex(of: column) else { throw .noSuchColumn(column) }
        return try value(at: Int32(position), as: type)
    }

    /// Reads a column by its position, counted from zero.
    package func read<Value: Readable>(
        _ position: Int, as type: Value.Type = Value.self
    ) throws(PostgreSQLError) -> Value {
        guard columns.indices.contains(position) else { throw .noSuchColumn("\(position)") }
        return try value(at: Int32(position), as: type)
    }

    private func value<Value: Readable>(
        at position: Int32, as type: Value.Type
    ) throws(PostgreSQLError) -> Value {
        let dataType = DataType(rawValue: PQftype(result, position))
        if PQgetisnull(result, index, position) == 1 {
            if let null = Value.null { return null }
            throw unreadable(position, as: type, found: "NULL")
        }
        let length = Int(PQgetlength(result, index, position))
        let start = UnsafeRawPointer(PQgetvalue(result, index, position))?
            .assumingMemoryBound(to: UInt8.self)
        let bytes = UnsafeBufferPointer(start: start, count: length)
        guard let value = Value.read(bytes.span, type: dataType) else {
            throw unreadable(position, as: type, found: "\(dataType)")
        }
        return value
    }

    private func unreadable<Value>(
        _ position: Int32, as type: Value.Type, found: String
    ) -> PostgreSQLError {
        .unreadable(column: columns[Int(position)], wanted: "\(type)", found: found)
    }
}

/// A type that knows how to read itself from a row.
package protocol RowReadable: Sendable {
    /// Reads the row.
    init(row: borrowing Row) throws(PostgreSQLError)
}
