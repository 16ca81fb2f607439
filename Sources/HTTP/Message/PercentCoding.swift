/// Percent-encoding of RFC 3986, done once in each direction.
package enum PercentCoding {
    /// The text behind an encoded one; `nil` for a broken escape, bytes that are no UTF-8, or any
    /// control character, NUL among them.
    package static func decoded(
        _ encoded: Substring.UTF8View, plusIsSpace: Bool = false
    ) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var rest = encoded.makeIterator()
        while let byte = rest.next() {
            var plain = byte
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit)
                else { return nil }
                plain = high << 4 | low
            } else if plusIsSpace && byte == UInt8(ascii: "+") {
                plain = UInt8(ascii: " ")
            }
            guard plain >= 0x20 && plain != 0x7F || plusIsSpace && isLineBreak(plain) else {
                return nil
            }
            bytes.append(plain)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The text with everything but the unreserved characters escaped.
    package static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    // A search text in a query may hold line breaks and tabulators; a path may not.
    private static func isLineBreak(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
