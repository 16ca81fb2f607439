// The binary form of an array: dimensions, whether there are NULLs, the type of the elements,
// then the length and lower bound of the only dimension, then each element after its length.

extension ArrayElement where Self: Storable & Readable {
    /// The column type of an array of these.
    package static var arrayType: DataType {
        guard let type = dataType.array else {
            preconditionFailure("PostgreSQL has no known array type for \(dataType)")
        }
        return type
    }

    /// Appends the array's binary form.
    package static func write(_ elements: [Self], into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(elements.contains { $0.isNull } ? 1 : 0))
        bytes.append(bigEndian: dataType.rawValue)
        guard !elements.isEmpty else { return }
        bytes.append(bigEndian: Int32(elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements { bytes.append(field: element) }
    }

    /// Reads an array's binary form.
    package static func readElements(_ bytes: Span<UInt8>, type: DataType) -> [Self]? {
        var reader = SpanReader()
        guard type.element != nil || type.isUserDefined,
            let dimensions = reader.int32(in: bytes), reader.int32(in: bytes) != nil,
            let elementType = reader.int32(in: bytes)
        else { return nil }
        if dimensions == 0 { return [] }
        guard dimensions == 1, let count = reader.int32(in: bytes),
            reader.int32(in: bytes) != nil, count >= 0, Int(count) <= bytes.count / 4
        else { return nil }
        let type = DataType(rawValue: UInt32(bitPattern: elementType))
        var elements: [Self] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let element = readElement(bytes, at: &reader, type: type) else { return nil }
            elements.append(element)
        }
        return elements
    }

    private static func readElement(
        _ bytes: Span<UInt8>, at reader: inout SpanReader, type: DataType
    ) -> Self? {
        guard let length = reader.int32(in: bytes) else { return nil }
        guard length >= 0 else { return null }
        guard let range = reader.take(Int(length), in: bytes) else { return nil }
        return read(bytes.extracting(range), type: type)
    }
}

extension UInt8: ArrayElement {
    /// The column type of an array of these.
    package static var arrayType: DataType { .bytea }

    /// Appends the array's binary form.
    package static func write(_ elements: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: elements)
    }

    /// Reads an array's binary form.
    package static func readElements(_ bytes: Span<UInt8>, type: DataType) -> [UInt8]? {
        guard type == .bytea else { return nil }
        return bytes.withUnsafeBufferPointer { Array($0) }
    }
}

/// Walks through bytes without ever passing their end.
struct SpanReader {
    private var position = 0

    mutating func int32(in bytes: Span<UInt8>) -> Int32? {
        guard let range = take(4, in: bytes) else { return nil }
        return bytes.extracting(range).integer(as: Int32.self)
    }

    mutating func int16(in bytes: Span<UInt8>) -> Int16? {
        guard let range = take(2, in: bytes) else { return nil }
        return bytes.extracting(range).integer(as: Int16.self)
    }

    mutating func take(_ count: Int, in bytes: Span<UInt8>) -> Range<Int>? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return position..<(position + count)
    }
}

extension Span<UInt8> {
    /// The big-endian integer that these bytes are; nil unless there are exactly as many bytes.
    func integer<Integer: FixedWidthInteger & BitwiseCopyable>(as type: Integer.Type) -> Integer? {
        guard count == MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: bytes.unsafeLoadUnaligned(as: Integer.self))
    }
}

extension [UInt8] {
    mutating func append(bigEndian integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends a value after its length, or the length of NULL.
    mutating func append(field value: some Storable) {
        guard !value.isNull else { return append(bigEndian: Int32(-1)) }
        let start = count
        append(bigEndian: Int32(0))
        value.write(into: &self)
        let length = Int32(count - start - 4).bigEndian
        Swift.withUnsafeBytes(of: length) { field in
            for index in 0..<4 { self[start + index] = field[index] }
        }
    }
}
