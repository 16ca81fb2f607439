extension SQLiteValue: SQLiteConvertible {
    /// The value itself.
    @inlinable
    package var sqliteValue: SQLiteValue { consuming get { self } }
    /// Takes any value.
    @inlinable
    package init?(sqliteValue: SQLiteValue) { self = sqliteValue }
}

extension Int64: SQLiteConvertible {
    /// The number as an integer.
    @inlinable
    package var sqliteValue: SQLiteValue { .integer(self) }
    /// Takes an integer.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .integer(let number) = sqliteValue else { return nil }
        self = number
    }
}

extension Int: SQLiteConvertible {
    /// The number as an integer.
    @inlinable
    package var sqliteValue: SQLiteValue { .integer(Int64(self)) }
    /// Takes an integer.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .integer(let number) = sqliteValue else { return nil }
        self.init(exactly: number)
    }
}

extension Int32: SQLiteConvertible {
    /// The number as an integer.
    @inlinable
    package var sqliteValue: SQLiteValue { .integer(Int64(self)) }
    /// Takes an integer that fits.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .integer(let number) = sqliteValue else { return nil }
        self.init(exactly: number)
    }
}

extension UInt32: SQLiteConvertible {
    /// The number as an integer.
    @inlinable
    package var sqliteValue: SQLiteValue { .integer(Int64(self)) }
    /// Takes an integer that fits.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .integer(let number) = sqliteValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: SQLiteConvertible {
    /// 1 for true, 0 for false.
    @inlinable
    package var sqliteValue: SQLiteValue { .integer(self ? 1 : 0) }
    /// Takes 1 and 0, and nothing else.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        switch sqliteValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension String: SQLiteConvertible {
    /// The text in UTF-8.
    @inlinable
    package var sqliteValue: SQLiteValue { consuming get { .text(self) } }
    /// Takes text.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .text(let text) = sqliteValue else { return nil }
        self = text
    }
}

extension [UInt8]: SQLiteConvertible {
    /// The bytes as a blob.
    @inlinable
    package var sqliteValue: SQLiteValue { consuming get { .blob(self) } }
    /// Takes a blob.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        guard case .blob(let bytes) = sqliteValue else { return nil }
        self = bytes
    }
}

extension Optional: SQLiteConvertible where Wrapped: SQLiteConvertible {
    /// The wrapped value, or NULL.
    @inlinable
    package var sqliteValue: SQLiteValue { self?.sqliteValue ?? .null }
    /// Takes NULL as `nil`, and what the wrapped type takes.
    @inlinable
    package init?(sqliteValue: SQLiteValue) {
        if sqliteValue == .null {
            self = .none
        } else if let wrapped = Wrapped(sqliteValue: sqliteValue) {
            self = .some(wrapped)
        } else {
            return nil
        }
    }
}
