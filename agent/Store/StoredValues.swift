package import Bytes
package import Causality
package import SQLite
package import Sync

extension Identifier: SQLiteConvertible {
    /// The sixteen bytes.
    package var sqliteValue: SQLiteValue { .blob(bytes) }

    /// Takes sixteen bytes.
    package init?(sqliteValue: SQLiteValue) {
        guard case .blob(let bytes) = sqliteValue, bytes.count == 16 else { return nil }
        // Ids are most of what is read: summed up here, where the array is known to be one.
        var (high, low) = (UInt64(0), UInt64(0))
        for place in 0..<8 {
            high = high << 8 | UInt64(bytes[place])
            low = low << 8 | UInt64(bytes[place + 8])
        }
        self.init(words: (high: high, low: low))
    }
}

extension Stamp: SQLiteConvertible {
    /// The bits; stamps beyond the year 6429 are negative and are never compared in SQL.
    package var sqliteValue: SQLiteValue { .integer(Int64(bitPattern: bits)) }

    /// Takes the bits back.
    package init?(sqliteValue: SQLiteValue) {
        guard case .integer(let bits) = sqliteValue else { return nil }
        self.init(bits: UInt64(bitPattern: bits))
    }
}

extension UInt64 {
    /// A counter or a position as SQLite keeps it: there are never 2⁶³ of them.
    var stored: Int64 { Int64(clamping: self) }

    /// Takes a counter or a position back.
    init(stored: Int64) { self.init(clamping: stored) }
}

extension ContentHash: SQLiteConvertible {
    /// The thirty-two bytes.
    package var sqliteValue: SQLiteValue { .blob(bytes) }

    /// Takes thirty-two bytes.
    package init?(sqliteValue: SQLiteValue) {
        guard case .blob(let bytes) = sqliteValue else { return nil }
        self.init(bytes: bytes)
    }
}
