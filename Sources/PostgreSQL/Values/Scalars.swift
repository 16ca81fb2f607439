extension Bool: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .bool }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Bool? {
        guard type == .bool, bytes.count == 1 else { return nil }
        return bytes[0] != 0
    }
}

extension Int16: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .int2 }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Int16? {
        type == .int2 ? bytes.integer(as: Int16.self) : nil
    }
}

extension Int32: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .int4 }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Int32? {
        type == .int4
            ? bytes.integer(as: Int32.self) : Int16.read(bytes, type: type).map(Int32.init)
    }
}

extension Int64: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .int8 }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Int64? {
        switch type {
        case .int8: bytes.integer(as: Int64.self)
        case .oid: bytes.integer(as: UInt32.self).map(Int64.init)
        default: Int32.read(bytes, type: type).map(Int64.init)
        }
    }
}

extension Int: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .int8 }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { Int64(self).write(into: &bytes) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Int? {
        Int64.read(bytes, type: type).map(Int.init)
    }
}

extension Double: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .float8 }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Double? {
        type == .float8 ? bytes.integer(as: UInt64.self).map(Double.init(bitPattern:)) : nil
    }
}

extension String: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .text }
    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> String? {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .unknown: text(bytes)
        case .jsonb: JSONText.read(bytes, type: type)?.text
        case .numeric: Numeric.read(bytes, type: type)?.text
        // An enumeration's labels and citext travel as their text.
        default: type.isUserDefined ? text(bytes) : nil
        }
    }

    /// The text, when the bytes are UTF-8.
    static func text(_ bytes: Span<UInt8>) -> String? {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
    }
}
