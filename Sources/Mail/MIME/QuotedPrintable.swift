/// Quoted-printable: text that stays readable, in lines of at most 76 characters of ASCII.
enum QuotedPrintable {
    private static let lineMax = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Lines, each with its line break; every kind of line break of the text becomes one.
    static func lines(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        for line in linesOfText(text) { append(line, to: &output) }
        return output
    }

    /// Splits at CRLF, CR and LF. A text that ends with a break has no empty line after it.
    private static func linesOfText(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var wasReturn = false
        for byte in text.utf8 {
            if byte == 0x0D || (byte == 0x0A && !wasReturn) {
                lines.append([])
            } else if byte != 0x0A {
                lines[lines.count - 1].append(byte)
            }
            wasReturn = byte == 0x0D
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func append(_ line: [UInt8], to output: inout [UInt8]) {
        var column = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let token = isPlain(byte, isLast: isLast) ? [byte] : escaped(byte)
            // The break that goes on takes a column itself.
            if column + token.count > lineMax - (isLast ? 0 : 1) {
                output += "=\r\n".utf8
                column = 0
            }
            // Some servers change lines that begin so; a dot alone would end the mail.
            let isRisky = column == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
            let safe = isRisky ? escaped(byte) : token
            output += safe
            column += safe.count
        }
        output += "\r\n".utf8
    }

    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case 0x20, 0x09: !isLast
        case 0x21...0x7E: true
        default: false
        }
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
