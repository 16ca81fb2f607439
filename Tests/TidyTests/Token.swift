/// A word, a number or a sign of Swift code, and its line.
struct Token: Hashable, Sendable {
    let text: String
    let line: Int

    /// The tokens of code from which comments and strings are gone.
    static func all(in code: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var line = 1
        var index = 0
        while index < code.count {
            let end = endOfToken(in: code, from: index)
            let byte = code[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
            } else if byte > 0x20 {
                let text = String(decoding: code[index..<end], as: UTF8.self)
                tokens.append(Token(text: text, line: line))
            }
            index = end
        }
        return tokens
    }

    private static func endOfToken(in code: [UInt8], from start: Int) -> Int {
        let first = code[start]
        var end = start + 1
        if first == UInt8(ascii: "`") {
            while end < code.count, code[end] != first, code[end] != 0x0A { end += 1 }
            return min(end + 1, code.count)
        }
        guard isWord(first) else { return end }
        let isNumber = isDigit(first)
        while end < code.count {
            let isPoint =
                isNumber && code[end] == UInt8(ascii: ".") && end + 1 < code.count
                && isDigit(code[end + 1])
            guard isWord(code[end]) || isPoint else { break }
            end += 1
        }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: true
        default: false
        }
    }
}
