/// The sixteen bytes of a column of type uuid.
package struct UUIDValue: Hashable, Sendable {
    /// The first eight bytes, as a big-endian number.
    package let high: UInt64
    /// The last eight bytes, as a big-endian number.
    package let low: UInt64

    /// Puts the two halves together.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes sixteen bytes; nil for any other number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The sixteen bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }
}

extension UUIDValue: Storable, Readable, ArrayElement {
    /// The column type that it is sent as.
    package static var dataType: DataType { .uuid }

    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
    }

    /// Reads the binary form.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> UUIDValue? {
        guard type == .uuid, bytes.count == 16,
            let high = bytes.extracting(first: 8).integer(as: UInt64.self),
            let low = bytes.extracting(last: 8).integer(as: UInt64.self)
        else { return nil }
        return UUIDValue(high: high, low: low)
    }
}

extension UUIDValue: Comparable {
    /// Orders as PostgreSQL does: by the bytes.
    package static func < (left: UUIDValue, right: UUIDValue) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension UUIDValue: CustomStringConvertible {
    /// The usual form with hyphens, in lower case.
    package var description: String {
        let digits = bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
            .map { digits[$0].joined() }.joined(separator: "-")
    }
}
