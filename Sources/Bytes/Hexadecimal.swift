/// Bytes as lower-case hexadecimal text, and back.
package enum Hexadecimal {
    /// The text of the bytes, two digits each.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; `nil` unless it holds pairs of hexadecimal digits only.
    package static func bytes(_ text: String) -> [UInt8]? {
        let nibbles = text.utf8.map(nibble)
        guard nibbles.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).reduce(into: [] as [UInt8]?) {
            all, index in
            guard let high = nibbles[index], let low = nibbles[index + 1] else { return all = nil }
            all?.append(high << 4 | low)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// What a digit stands for.
    static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
