/// Reads what a `ByteWriter` wrote, from bytes that nobody has to trust.
///
/// Invariants:
/// 1. Nothing beyond the end is read, and nothing is allocated for bytes that did not come.
/// 2. Only the canonical form is accepted: a number in more bytes than it needs is malformed.
package struct ByteReader: Sendable {
    private let bytes: [UInt8]
    private let end: Int

    /// How many bytes of the whole were read.
    package private(set) var offset: Int

    /// Reads all the bytes, from the first.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        end = bytes.count
    }

    /// How many bytes are left.
    package var remaining: Int { end - offset }

    /// Whether everything was read.
    package var isAtEnd: Bool { offset == end }
}

extension ByteReader {
    /// Reads one byte.
    package mutating func byte() throws(MalformedBytes) -> UInt8 {
        guard offset < end else { throw failure(.truncated) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Reads a number that was written by `varint`.
    package mutating func varint() throws(MalformedBytes) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            let part = try byte()
            if index == 9, part > 1 { throw failure(.numberTooLarge) }
            value |= UInt64(part & 0x7f) << UInt64(7 * index)
            if part & 0x80 == 0 {
                guard part != 0 || index == 0 else { throw failure(.notCanonical) }
                return value
            }
        }
        throw failure(.numberTooLarge)
    }

    /// Reads a count of things of which each takes at least one of the bytes that are left.
    package mutating func count(max limit: Int) throws(MalformedBytes) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw failure(.overLimit) }
        guard value <= UInt64(remaining) else { throw failure(.truncated) }
        return Int(value)
    }

    /// Reads a number that was written by `signed`.
    package mutating func signed() throws(MalformedBytes) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Reads a number that was written by `fixed32`.
    package mutating func fixed32() throws(MalformedBytes) -> UInt32 {
        let part = try raw(4)
        return part.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads exactly so many bytes.
    package mutating func raw(_ number: Int) throws(MalformedBytes) -> [UInt8] {
        guard number <= remaining else { throw failure(.truncated) }
        defer { offset += number }
        return Array(bytes[offset..<(offset + number)])
    }

    /// Reads bytes that were written by `block`.
    package mutating func block(max limit: Int) throws(MalformedBytes) -> [UInt8] {
        try raw(try count(max: limit))
    }

    /// Reads text that was written by `text`; it must be UTF-8.
    package mutating func text(max limit: Int) throws(MalformedBytes) -> String {
        let part = try block(max: limit)
        guard let text = String(validating: part, as: UTF8.self) else { throw failure(.notText) }
        return text
    }

    /// Makes sure that nothing is left over.
    package func finish() throws(MalformedBytes) {
        guard isAtEnd else { throw failure(.trailing) }
    }

    /// What is wrong, at the place that was reached.
    package func failure(_ reason: MalformedBytes.Reason) -> MalformedBytes {
        MalformedBytes(offset: offset, reason: reason)
    }
}
