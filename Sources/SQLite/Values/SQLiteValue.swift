/// What one cell of a database holds: the currency between Swift and SQLite.
///
/// Floating point is missing on purpose: nothing in a book of account is approximate.
@usableFromInline
package enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// What a person calls this kind of value.
    var kindName: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "text"
        case .blob: "a blob"
        }
    }
}

/// A Swift type that goes into a parameter and comes out of a column.
///
/// A type of another module joins by these two members; one with a raw value by the name alone.
@usableFromInline
package protocol SQLiteConvertible {
    /// The value as SQLite keeps it; consuming, so that a text or blob moves and is not shared.
    var sqliteValue: SQLiteValue { consuming get }
    /// Takes the value back; `nil` when the cell holds something else.
    init?(sqliteValue: SQLiteValue)
}

extension SQLiteConvertible where Self: RawRepresentable, RawValue: SQLiteConvertible {
    /// The raw value as SQLite keeps it.
    @inlinable
    package var sqliteValue: SQLiteValue { rawValue.sqliteValue }

    /// Takes the raw value back; `nil` when no case has it.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard let raw = RawValue(sqliteValue: sqliteValue) else { return nil }
        self.init(rawValue: raw)
    }
}
