/// An exact decimal as its text, for columns of type numeric: `-12.50`, never an exponent.
///
/// The binary form is a row of digits to the base of ten thousand: how many there are, the weight
/// of the first, the sign, how many decimals to show, then the digits.
package struct Numeric: Hashable, Sendable {
    /// The text.
    package let text: String
    private let isNegative: Bool
    private let whole: [UInt8]
    private let decimals: [UInt8]

    /// Takes plain decimal text; nil unless it is digits with an optional sign and point, within
    /// the limits that every numeric can keep.
    package init?(_ text: String) {
        var digits = Array(text.utf8)
        isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let isDecimal = { (part: ArraySlice<UInt8>) in
            !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard parts.allSatisfy(isDecimal), let first = parts.first,
            first.count <= 131_072, parts.dropFirst().allSatisfy({ $0.count <= 16_383 })
        else { return nil }
        self.text = text
        whole = first.map { $0 - 0x30 }
        decimals = parts.count > 1 ? parts[1].map { $0 - 0x30 } : []
    }
}

extension Numeric: Storable {
    /// The column type that it is sent as.
    package static var dataType: DataType { .numeric }

    /// Appends the binary form.
    package func write(into bytes: inout [UInt8]) {
        let padding = [UInt8](repeating: 0, count: (4 - whole.count % 4) % 4)
        let tail = [UInt8](repeating: 0, count: (4 - decimals.count % 4) % 4)
        let all = padding + whole + decimals + tail
        var groups = stride(from: 0, to: all.count, by: 4).map { start in
            all[start..<(start + 4)].reduce(Int16(0)) { $0 * 10 + Int16($1) }
        }
        var weight = (padding.count + whole.count) / 4 - 1
        let leading = groups.prefix { $0 == 0 }.count
        groups.removeFirst(leading)
        weight -= leading
        while groups.last == 0 { groups.removeLast() }
        bytes.append(bigEndian: Int16(groups.count))
        bytes.append(bigEndian: Int16(groups.isEmpty ? 0 : weight))
        bytes.append(bigEndian: isNegative && !groups.isEmpty ? UInt16(0x4000) : 0)
        bytes.append(bigEndian: UInt16(decimals.count))
        for group in groups { bytes.append(bigEndian: group) }
    }
}

extension Numeric: Readable, ArrayElement {
    /// NaN and the infinities are no decimals: they are not readable.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Numeric? {
        var reader = SpanReader()
        guard type == .numeric,
            let count = reader.int16(in: bytes), let weight = reader.int16(in: bytes),
            let sign = reader.int16(in: bytes), let scale = reader.int16(in: bytes),
            sign == 0 || sign == 0x4000, count >= 0, scale >= 0,
            bytes.count == 8 + 2 * Int(count)
        else { return nil }
        var groups: [Int16] = []
        for _ in 0..<count {
            guard let group = reader.int16(in: bytes), (0...9_999).contains(group) else {
                return nil
            }
            groups.append(group)
        }
        return Numeric(
            text(groups, weight: Int(weight), isNegative: sign != 0, scale: Int(scale)))
    }

    private static func text(
        _ groups: [Int16], weight: Int, isNegative: Bool, scale: Int
    ) -> String {
        let digits = { (position: Int) in
            let index = weight - position
            let group = groups.indices.contains(index) ? groups[index] : 0
            let plain = String(group)
            return String(repeating: "0", count: 4 - plain.count) + plain
        }
        let whole = (0...max(0, weight)).reversed().map(digits).joined().drop { $0 == "0" }
        let decimals = (0..<((scale + 3) / 4)).map { digits(-1 - $0) }.joined().prefix(scale)
        return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole)
            + (decimals.isEmpty ? "" : "." + decimals)
    }
}
