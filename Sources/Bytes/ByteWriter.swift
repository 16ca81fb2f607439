/// Builds a canonical run of bytes: the same values always give the same bytes.
@usableFromInline
package struct ByteWriter: Sendable {
    /// What was written so far.
    @usableFromInline
    package internal(set) var bytes: [UInt8] = []

    /// Begins empty.
    package init(capacity: Int = 0) { if capacity > 0 { bytes.reserveCapacity(capacity) } }

    /// Begins again, and keeps the memory.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Writes one byte.
    @inlinable @inline(__always)
    package mutating func byte(_ value: UInt8) { bytes.append(value) }

    /// Writes an unsigned number, seven bits a byte, lowest first, in the fewest bytes.
    @inlinable @inline(__always)
    package mutating func varint(_ value: UInt64) {
        if value < 0x80 { bytes.append(UInt8(truncatingIfNeeded: value)) } else { long(value) }
    }

    /// Most numbers take one byte; these take more.
    @usableFromInline
    mutating func long(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a count that is known not to be negative.
    package mutating func count(_ value: Int) { varint(UInt64(value)) }

    /// Writes a signed number so that small ones of either sign are short.
    package mutating func signed(_ value: Int64) {
        varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// Writes four bytes, lowest first.
    package mutating func fixed32(_ value: UInt32) {
        for shift in stride(from: 0, through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Writes a number as eight bytes, the highest first.
    @inlinable
    package mutating func word(_ value: UInt64) {
        bytes.append(addingCapacity: 8) { $0.append(word: value) }
    }

    /// Writes two such numbers at once.
    @inlinable
    package mutating func words(_ high: UInt64, _ low: UInt64) {
        bytes.append(addingCapacity: 16) { span in
            span.append(word: high)
            span.append(word: low)
        }
    }

    /// Writes bytes whose number the reader knows.
    package mutating func raw(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

    /// Writes a part of other bytes, whose number the reader knows.
    package mutating func raw(_ value: [UInt8], in range: Range<Int>) {
        bytes.append(contentsOf: value[range])
    }

    /// Writes once more what was written in that place.
    package mutating func again(_ range: Range<Int>) {
        var place = range.lowerBound
        while range.upperBound - place >= 8 {
            word(bytes.span.bytes.word(at: place))
            place += 8
        }
        while place < range.upperBound {
            bytes.append(bytes[place])
            place += 1
        }
    }

    /// Whether the same was written in two places.
    package func isAlike(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
        guard range.count == other.count else { return false }
        let distance = other.lowerBound - range.lowerBound
        return range.allSatisfy { bytes[$0] == bytes[$0 + distance] }
    }

    /// Hands out what was written, and begins again.
    package mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    /// Writes bytes with their number before them.
    package mutating func block(_ value: [UInt8]) {
        count(value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes text as UTF-8 with its number of bytes before it.
    package mutating func text(_ value: String) {
        let encoded = value.utf8
        count(encoded.count)
        bytes.append(contentsOf: encoded)
    }
}

extension OutputSpan where Element == UInt8 {
    /// Appends a number as eight bytes, the highest first.
    @inlinable @inline(__always)
    package mutating func append(word: UInt64) {
        append(UInt8(truncatingIfNeeded: word >> 56))
        append(UInt8(truncatingIfNeeded: word >> 48))
        append(UInt8(truncatingIfNeeded: word >> 40))
        append(UInt8(truncatingIfNeeded: word >> 32))
        append(UInt8(truncatingIfNeeded: word >> 24))
        append(UInt8(truncatingIfNeeded: word >> 16))
        append(UInt8(truncatingIfNeeded: word >> 8))
        append(UInt8(truncatingIfNeeded: word))
    }
}
