extension JSONReader {
    /// Reads `null`.
    package mutating func null() throws(JSONError) {
        try word("null")
    }

    /// Reads `true` or `false`.
    package mutating func bool() throws(JSONError) -> Bool {
        guard skipSpace() == UInt8(ascii: "t") else {
            try word("false")
            return false
        }
        try word("true")
        return true
    }

    /// Reads a number and hands out its characters as they stand.
    package mutating func number() throws(JSONError) -> [UInt8] {
        _ = skipSpace()
        let start = position
        pass("-")
        let whole = position
        try digits()
        if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 {
            position = whole
            throw unexpected("a number without a needless zero at its start")
        }
        if pass(".") { try digits() }
        if pass("e") || pass("E") {
            if !pass("-") { pass("+") }
            try digits()
        }
        return Array(bytes[start..<position])
    }

    /// Reads a string.
    package mutating func string() throws(JSONError) -> String {
        guard skipSpace() == UInt8(ascii: "\"") else { throw unexpected("a string") }
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return try text(bytes[start..<(position - 1)])
            case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
            case 0..<0x20: throw unexpected("no control character in a string")
            default: position += 1
            }
        }
        throw unexpected("'\"' at the end of the string")
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var plain = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try text(plain[...])
            case UInt8(ascii: "\\"):
                position += 1
                plain += Array(String(try escaped()).utf8)
            case 0..<0x20: throw unexpected("no control character in a string")
            default:
                plain.append(byte)
                position += 1
            }
        }
        throw unexpected("'\"' at the end of the string")
    }

    private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
        guard position < bytes.count else { throw unexpected("an escaped character") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedUnit()
        default:
            position -= 1
            throw unexpected("one of \" \\ / b f n r t u after a backslash")
        }
    }

    /// Four hexadecimal digits, or twice four where the first are half of a pair.
    private mutating func escapedUnit() throws(JSONError) -> Unicode.Scalar {
        let start = position
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, pass("\\"), pass("u") {
            let second = try hexadecimal()
            let value = 0x10000 + (first - 0xD800) << 10 + (second &- 0xDC00)
            if (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(value) {
                return scalar
            }
        }
        position = start
        throw unexpected("a whole pair of surrogates")
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count,
                let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
                bytes[position] < 0x80
            else { throw unexpected("four hexadecimal digits") }
            value = value << 4 + UInt32(digit)
            position += 1
        }
        return value
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw unexpected("UTF-8")
        }
        return text
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        _ = skipSpace()
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else {
            throw unexpected("'\(word)'")
        }
        position += expected.count
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < bytes.count,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
        {
            position += 1
        }
        guard position > start else { throw unexpected("a digit") }
    }

    @discardableResult
    private mutating func pass(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }
}
