/// Takes comments and the text of literals out of Swift code, so that rules see code alone.
///
/// Every byte that is taken out becomes a space, so that lines keep their numbers. What stands in
/// an interpolation is code and stays.
struct SwiftCode {
    private let source: [UInt8]
    private var code: [UInt8]
    private var index = 0

    static func stripped(_ text: String) -> [UInt8] {
        var scanner = SwiftCode(text)
        scanner.readCode(untilParenthesis: false)
        return scanner.code
    }

    private init(_ text: String) {
        source = Array(text.utf8)
        code = source
    }

    private mutating func readCode(untilParenthesis: Bool) {
        var depth = 0
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "/"): readSlash()
            case UInt8(ascii: "\""): readLiteral()
            case UInt8(ascii: "#") where isRawLiteral: readLiteral()
            case UInt8(ascii: "("):
                depth += 1
                index += 1
            case UInt8(ascii: ")"):
                depth -= 1
                index += 1
                if untilParenthesis, depth < 0 { return }
            default: index += 1
            }
        }
    }

    private mutating func readSlash() {
        if at("//") {
            while index < source.count, source[index] != 0x0A { blank() }
        } else if at("/*") {
            readBlockComment()
        } else if isRegex {
            readRegex()
        } else {
            index += 1
        }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1
                blank(2)
            } else if at("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && index < source.count
    }

    private mutating func readLiteral() {
        var hashes = ""
        while at("#") {
            hashes += "#"
            blank()
        }
        let isRegex = at("/")
        let mark = at("\"\"\"") ? "\"\"\"" : isRegex ? "/" : "\""
        blank(mark.utf8.count)
        while index < source.count {
            if at(mark + hashes) {
                blank(mark.utf8.count + hashes.utf8.count)
                return
            }
            if !isRegex, at("\\" + hashes + "(") {
                blank(2 + hashes.utf8.count)
                readCode(untilParenthesis: true)
            } else if at("\\" + hashes) {
                blank(2 + hashes.utf8.count)
            } else {
                // A literal of one line that does not end is the compiler's business.
                if mark == "\"", source[index] == 0x0A { return }
                blank()
            }
        }
    }

    private mutating func readRegex() {
        blank()
        while index < source.count, !at("/"), source[index] != 0x0A { blank(at("\\") ? 2 : 1) }
        blank()
    }

    private var isRawLiteral: Bool {
        var after = index
        while after < source.count, source[after] == UInt8(ascii: "#") { after += 1 }
        guard after > index, after < source.count else { return false }
        return source[after] == UInt8(ascii: "\"") || source[after] == UInt8(ascii: "/")
    }

    // A slash begins a pattern where a value may begin and the line has a second slash.
    private var isRegex: Bool {
        guard index + 1 < source.count, source[index + 1] > 0x20 else { return false }
        var before = index - 1
        while before >= 0, source[before] == 0x20 { before -= 1 }
        let isStart = before < 0 || "(,=:[{!&|?;\n".utf8.contains(source[before])
        let rest = source[(index + 1)...].prefix { $0 != 0x0A }
        return isStart && rest.contains(UInt8(ascii: "/"))
    }

    private func at(_ text: String) -> Bool {
        let end = index + text.utf8.count
        return end <= source.count && source[index..<end].elementsEqual(text.utf8)
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where index < source.count {
            if source[index] != 0x0A { code[index] = 0x20 }
            index += 1
        }
    }
}
