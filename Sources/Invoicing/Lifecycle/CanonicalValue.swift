/// A value of the canonical form that documents are frozen in: text, a list, or fields by name.
///
/// The form is the JSON Canonicalization Scheme (RFC 8785) without numbers, booleans and null:
///
/// 1. UTF-8, no byte order mark, no blank outside of texts, no newline at the end.
/// 2. Fields are sorted by name; names are ASCII; a field without value is left out, never empty.
/// 3. Numbers, amounts, dates are texts, written as this module prints them.
/// 4. In texts `"` and `\` and control characters are escaped, the latter by `\b \f \n \r \t` or
///    `\u00xx` in small letters; nothing else is. Text is kept as it was given, not normalized.
///
/// So one value has one sequence of bytes, which any tool of this scheme can write again.
package enum CanonicalValue: Hashable, Sendable {
    case text(String)
    case list([CanonicalValue])
    case fields([String: CanonicalValue])

    /// The bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .fields(let fields):
            bytes.append(UInt8(ascii: "{"))
            for (index, field) in fields.sorted(by: { Self.precedes($0.key, $1.key) }).enumerated()
            {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(field.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                field.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The order of names: by their bytes.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x00..<0x20: bytes += escape(byte)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// How a control character is written.
    static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x08: Array("\\b".utf8)
        case 0x09: Array("\\t".utf8)
        case 0x0A: Array("\\n".utf8)
        case 0x0C: Array("\\f".utf8)
        case 0x0D: Array("\\r".utf8)
        default:
            Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        }
    }
}
