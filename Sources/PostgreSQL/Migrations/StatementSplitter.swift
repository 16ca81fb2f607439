/// Takes a text of SQL apart into its statements.
///
/// A semicolon ends a statement unless it stands in a string, a quoted name, a dollar quote or a
/// comment. Bodies written as `begin atomic … end` are not known here: write a dollar quote.
struct StatementSplitter {
    private let bytes: [UInt8]
    private var position = 0
    private var start = 0
    /// Whether the statement holds more than blanks and comments.
    private var hasContent = false
    private var statements: [String] = []

    /// The statements of a text, without their semicolons.
    static func statements(of sql: String) -> [String] {
        var splitter = StatementSplitter(bytes: Array(sql.utf8))
        return splitter.split()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func split() -> [String] {
        while let byte = peek() { step(byte) }
        finishStatement()
        return statements
    }

    private mutating func step(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ";"):
            finishStatement()
            position += 1
            start = position
        case UInt8(ascii: "-") where peek(1) == byte: skipLine()
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            position += 1
        default:
            hasContent = true
            skipToken(byte)
        }
    }

    private mutating func skipToken(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "'"): skipQuoted(by: byte, withEscapes: false)
        case UInt8(ascii: "\""): skipQuoted(by: byte, withEscapes: false)
        case UInt8(ascii: "$"): skipDollarQuote()
        case _ where isNamePart(byte): skipName()
        default: position += 1
        }
    }

    /// A name, a keyword or a number; `E'…'` is a string that knows backslashes.
    private mutating func skipName() {
        let first = position
        while let byte = peek(), isNamePart(byte) || byte == UInt8(ascii: "$") { position += 1 }
        let isEscapePrefix = position - first == 1 && bytes[first] | 0x20 == UInt8(ascii: "e")
        guard isEscapePrefix, peek() == UInt8(ascii: "'") else { return }
        skipQuoted(by: UInt8(ascii: "'"), withEscapes: true)
    }

    /// A doubled quote ends one quoted part and begins the next: the same as staying inside.
    private mutating func skipQuoted(by quote: UInt8, withEscapes: Bool) {
        position += 1
        while let byte = peek() {
            position += withEscapes && byte == UInt8(ascii: "\\") ? 2 : 1
            guard byte == quote else { continue }
            guard peek() == quote else { return }
            position += 1
        }
    }

    private mutating func skipDollarQuote() {
        var end = position + 1
        while end < bytes.count, isNamePart(bytes[end]) { end += 1 }
        let tag = bytes[position..<min(end + 1, bytes.count)]
        let startsWithDigit = tag.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false
        position += 1
        guard tag.count >= 2, tag.last == UInt8(ascii: "$"), !startsWithDigit else { return }
        position = end + 1
        while position < bytes.count, !bytes[position...].starts(with: tag) { position += 1 }
        position += tag.count
    }

    private mutating func skipLine() {
        while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
    }

    /// Comments nest in SQL.
    private mutating func skipComment() {
        var depth = 0
        while let byte = peek() {
            let pair = (byte, peek(1))
            if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                depth += 1
                position += 2
            } else if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
                depth -= 1
                position += 2
                if depth == 0 { return }
            } else {
                position += 1
            }
        }
    }

    private mutating func finishStatement() {
        defer { hasContent = false }
        guard hasContent else { return }
        let end = min(position, bytes.count)
        statements.append(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    /// Letters, digits, underscore, and every byte of a letter beyond ASCII.
    private func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x80...: true
        default: false
        }
    }
}
