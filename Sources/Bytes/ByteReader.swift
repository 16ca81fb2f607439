/// Reads what a `ByteWriter` wrote, from bytes that nobody has to trust.
///
/// Invariants:
/// 1. Nothing beyond the end is read, and nothing is allocated for bytes that did not come.
/// 2. Only the canonical form is accepted: a number in more bytes than it needs is malformed.
@usableFromInline
package struct ByteReader: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let end: Int

    /// How many bytes of the whole were read.
    @usableFromInline
    package internal(set) var offset: Int

    /// Reads all the bytes, from the first.
    package init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

    /// Reads a part of the bytes; offsets are counted from the first of all.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(bytes.indices.contains(range), "a part lies within the whole")
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// How many bytes are left.
    @inlinable package var remaining: Int { end - offset }

    /// Whether everything was read.
    package var isAtEnd: Bool { offset == end }
}

extension ByteReader {
    /// Reads one byte.
    @inlinable @inline(__always)
    package mutating func byte() throws(MalformedBytes) -> UInt8 {
        guard offset < end else { throw failure(.truncated) }
        let value = bytes[offset]
        offset += 1
        return value
    }

    /// Reads a number that was written by `varint`.
    @inlinable @inline(__always)
    package mutating func varint() throws(MalformedBytes) -> UInt64 {
        let first = try byte()
        return first < 0x80 ? UInt64(first) : try varint(after: first)
    }

    /// Most numbers have one byte; these have more.
    @usableFromInline
    mutating func varint(after first: UInt8) throws(MalformedBytes) -> UInt64 {
        var value = UInt64(first & 0x7f)
        for index in 1..<10 {
            let part = try byte()
            if index == 9, part > 1 { throw failure(.numberTooLarge) }
            value |= UInt64(part & 0x7f) << UInt64(7 * index)
            if part & 0x80 == 0 {
                guard part != 0 else { throw failure(.notCanonical) }
                return value
            }
        }
        throw failure(.numberTooLarge)
    }

    /// Reads a counter or a position, which lies below 2⁶³: the one after it is a number too, and a
    /// database's signed column holds it.
    @inlinable @inline(__always)
    package mutating func ordinal() throws(MalformedBytes) -> UInt64 {
        let value = try varint()
        return try ordinal(value)
    }

    /// Takes a number that was just read for a counter or a position.
    @inlinable @inline(__always)
    package func ordinal(_ value: UInt64) throws(MalformedBytes) -> UInt64 {
        guard value >> 63 == 0 else { throw failure(.numberTooLarge) }
        return value
    }

    /// Reads a count of things of which each takes at least one of the bytes that are left.
    @inlinable @inline(__always)
    package mutating func count(max limit: Int) throws(MalformedBytes) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw failure(.overLimit) }
        guard value <= UInt64(remaining) else { throw failure(.truncated) }
        return Int(value)
    }

    /// Reads a number that was written by `signed`.
    @inlinable @inline(__always)
    package mutating func signed() throws(MalformedBytes) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Reads a number that was written by `fixed32`.
    package mutating func fixed32() throws(MalformedBytes) -> UInt32 {
        guard remaining >= 4 else { throw failure(.truncated) }
        var value: UInt32 = 0
        for shift: UInt32 in [0, 8, 16, 24] { value |= UInt32(try byte()) << shift }
        return value
    }

    /// Reads eight bytes as a number, the first of them highest.
    @inlinable
    package mutating func word() throws(MalformedBytes) -> UInt64 {
        guard remaining >= 8 else { throw failure(.truncated) }
        let value = bytes.span.bytes.word(at: offset)
        offset += 8
        return value
    }

    /// Reads two such numbers.
    @inlinable
    package mutating func words() throws(MalformedBytes) -> (high: UInt64, low: UInt64) {
        guard remaining >= 16 else {
            _ = try word()
            throw failure(.truncated)
        }
        let high = bytes.span.bytes.word(at: offset)
        let low = bytes.span.bytes.word(at: offset + 8)
        offset += 16
        return (high, low)
    }

    /// Reads exactly so many bytes.
    package mutating func raw(_ number: Int) throws(MalformedBytes) -> [UInt8] {
        let range = try skip(number)
        return range.isEmpty ? [] : Array(bytes[range])
    }

    /// Passes over so many bytes, and says where they lie.
    package mutating func skip(_ number: Int) throws(MalformedBytes) -> Range<Int> {
        guard number >= 0, number <= remaining else { throw failure(.truncated) }
        defer { offset += number }
        return offset..<(offset + number)
    }

    /// Reads bytes that were written by `block`.
    package mutating func block(max limit: Int) throws(MalformedBytes) -> [UInt8] {
        try raw(try count(max: limit))
    }

    /// Reads bytes that were written by `block`, of which there are always so many.
    package mutating func block(exactly number: Int) throws(MalformedBytes) -> [UInt8] {
        guard try count(max: number) == number else { throw failure(.notCanonical) }
        return try raw(number)
    }

    /// Reads text that was written by `text`; it must be UTF-8.
    package mutating func text(max limit: Int) throws(MalformedBytes) -> String {
        let range = try skip(try count(max: limit))
        guard let text = try? UTF8Span(validating: bytes.span.extracting(range)) else {
            throw failure(.notText)
        }
        return String(copying: text)
    }

    /// Makes sure that nothing is left over.
    package func finish() throws(MalformedBytes) {
        guard isAtEnd else { throw failure(.trailing) }
    }

    /// What is wrong, at the place that was reached.
    @inlinable
    package func failure(_ reason: MalformedBytes.Reason) -> MalformedBytes {
        MalformedBytes(offset: offset, reason: reason)
    }
}

extension RawSpan {
    /// Eight bytes as a number, the first of them highest; they have to lie within.
    @inlinable
    package func word(at place: Int) -> UInt64 {
        UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}

extension ByteReader {
    /// All the bytes that are left.
    package mutating func rest() -> [UInt8] {
        defer { offset = end }
        return Array(bytes[offset..<end])
    }

    /// A reader of the next so many bytes, which are passed over here.
    package mutating func part(_ number: Int) throws(MalformedBytes) -> ByteReader {
        ByteReader(bytes, in: try skip(number))
    }

    /// Writes the next so many bytes to a writer.
    package mutating func copy(
        _ number: Int, to writer: inout ByteWriter
    ) throws(MalformedBytes) {
        writer.raw(bytes, in: try skip(number))
    }
}
