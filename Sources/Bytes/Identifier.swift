/// Sixteen bytes that name one subject for ever: a book, a device, a replica, a record.
///
/// The subject is a type without values, so that a device's id is never taken for a book's.
package struct Identifier<Subject>: Hashable, Sendable {
    /// The first eight bytes, the first of them highest.
    @usableFromInline let high: UInt64
    /// The last eight bytes, the first of them highest.
    @usableFromInline let low: UInt64

    @inlinable
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes the sixteen bytes as two numbers, the first byte highest.
    @inlinable
    package init(words: (high: UInt64, low: UInt64)) {
        self.init(high: words.high, low: words.low)
    }

    /// The sixteen bytes as two numbers, the first byte highest.
    @inlinable package var words: (high: UInt64, low: UInt64) { (high, low) }

    /// Takes the bytes as they come from outside; `nil` unless there are exactly sixteen.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        // Mostly it is an array, which is read much faster as what it is.
        let bytes = bytes as? [UInt8] ?? Array(bytes)
        var words: (UInt64, UInt64) = (0, 0)
        for place in 0..<8 {
            words.0 = words.0 << 8 | UInt64(bytes[place])
            words.1 = words.1 << 8 | UInt64(bytes[place + 8])
        }
        self.init(high: words.0, low: words.1)
    }

    /// Takes the text of a UUID; `nil` if it is anything else.
    package init?(text: String) {
        guard text.utf8.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (place, byte) in text.utf8.enumerated() {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Hexadecimal.nibble(byte) else { return nil }
                // The first sixteen digits and their two hyphens are eighteen places.
                if place < 18 {
                    words.0 = words.0 << 4 | UInt64(digit)
                } else {
                    words.1 = words.1 << 4 | UInt64(digit)
                }
            }
        }
        self.init(high: words.0, low: words.1)
    }

    /// Mints an id of nothing but randomness.
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        Self(high: generator.next(), low: generator.next())
    }

    /// Mints a version 7 UUID, so that ids made later sort later and stores fill in order.
    package static func timeOrdered(
        milliseconds: UInt64, using generator: inout some RandomNumberGenerator
    ) -> Self {
        let version: UInt64 = 0x7000
        let variant: UInt64 = 1 << 63
        let random: UInt64 = generator.next()
        return Self(
            high: milliseconds << 16 | version | UInt64.random(in: 0..<0x1000, using: &generator),
            low: variant | random >> 2)
    }
}

extension Identifier {
    /// The sixteen bytes in their order.
    package var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 16)
        writer.identifier(self)
        return writer.bytes
    }

    /// The bytes as a UUID is written, in lower case.
    package var text: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (place, digit) in Hexadecimal.text(bytes).utf8.enumerated() {
            if place == 8 || place == 12 || place == 16 || place == 20 {
                text.append(UInt8(ascii: "-"))
            }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Identifier: Comparable {
    /// Orders ids by their bytes.
    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: CustomStringConvertible {
    /// The text of the id.
    package var description: String { text }
}

extension ByteWriter {
    /// Writes the sixteen bytes of an id.
    package mutating func identifier<Subject>(_ value: Identifier<Subject>) {
        words(value.words.high, value.words.low)
    }
}

extension ByteReader {
    /// Reads the sixteen bytes of an id.
    package mutating func identifier<Subject>() throws(MalformedBytes) -> Identifier<Subject> {
        guard remaining >= 16 else { throw failure(.truncated) }
        return Identifier(words: try words())
    }
}
