/// Why a text is not the JSON that was expected, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// What was wrong.
    package enum Reason: String, Hashable, Sendable {
        case truncated = "the text ends too early"
        case trailing = "there is text after the end"
        case unexpected = "a character is not allowed here"
        case badString = "a string is malformed"
        case badNumber = "a number is malformed"
        case duplicateName = "a name stands twice in one object"
        case tooDeep = "it is nested too deeply"
        case tooLong = "it is too long"
    }

    /// How many bytes were read before it.
    package let offset: Int
    /// What was wrong.
    package let reason: Reason
}

extension JSONError: CustomStringConvertible {
    /// A sentence for whoever sent the text.
    package var description: String { "Not valid JSON at byte \(offset): \(reason.rawValue)." }
}

extension JSONValue {
    /// The bounds of a text from outside.
    package struct Limits: Sendable {
        /// Bytes of the whole text.
        package var bytesMax: Int
        /// Arrays and objects within one another.
        package var depthMax: Int

        /// Sets the bounds.
        package init(bytesMax: Int = 1 << 20, depthMax: Int = 32) {
            self.bytesMax = bytesMax
            self.depthMax = depthMax
        }
    }

    /// Reads exactly one JSON value, strictly by RFC 8259; a name may stand once in an object.
    package init(
        parsing bytes: [UInt8], limits: Limits = Limits()
    ) throws(JSONError) {
        guard bytes.count <= limits.bytesMax else {
            throw JSONError(offset: limits.bytesMax, reason: .tooLong)
        }
        var reader = JSONReader(bytes: bytes, depthMax: limits.depthMax)
        self = try reader.document()
    }
}

/// Reads one document from its bytes.
private struct JSONReader {
    let bytes: [UInt8]
    let depthMax: Int
    var offset = 0

    init(bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw failure(.trailing) }
        return value
    }

    private func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: offset, reason: reason)
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            offset += 1
        }
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(JSONError) {
        guard let byte = next else { throw failure(.truncated) }
        guard byte == UInt8(ascii: character) else { throw failure(.unexpected) }
        offset += 1
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipSpace()
        switch next {
        case nil: throw failure(.truncated)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < depthMax else { throw failure(.tooDeep) }
            return next == UInt8(ascii: "{")
                ? try object(depth: depth + 1) : try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for scalar in word.description.unicodeScalars { try expect(scalar) }
        return value
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        try expect("[")
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array([]) }
        repeat {
            elements.append(try value(depth: depth))
            skipSpace()
        } while take(",")
        try expect("]")
        return .array(elements)
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        try expect("{")
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object([:]) }
        repeat {
            skipSpace()
            let name = try string()
            guard members[name] == nil else { throw failure(.duplicateName) }
            skipSpace()
            try expect(":")
            members[name] = try value(depth: depth)
            skipSpace()
        } while take(",")
        try expect("}")
        return .object(members)
    }
}

extension JSONReader {
    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        _ = take("-")
        let leading = next
        let wholeDigits = digits()
        guard wholeDigits > 0 else { throw failure(start == offset ? .unexpected : .badNumber) }
        guard wholeDigits == 1 || leading != UInt8(ascii: "0") else { throw failure(.badNumber) }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw failure(.badNumber) }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw failure(.badNumber) }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        return .number(text)
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            offset += 1
        }
        return offset - start
    }

    private mutating func string() throws(JSONError) -> String {
        try expect("\"")
        var text: [UInt8] = []
        var start = offset
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure(.badString) }
            offset += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            text += bytes[start..<(offset - 1)]
            text += try escaped()
            start = offset
        }
        let end = offset
        try expect("\"")
        // Most texts have no escape, and are taken as they stand.
        let string =
            text.isEmpty
            ? String(validating: bytes[start..<end], as: UTF8.self)
            : String(validating: text + bytes[start..<end], as: UTF8.self)
        guard let string else { throw failure(.badString) }
        return string
    }

    private mutating func escaped() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw failure(.truncated) }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try unicode())).utf8)
        default: throw failure(.badString)
        }
    }

    private mutating func unicode() throws(JSONError) -> Unicode.Scalar {
        let first = try unit()
        guard (0xd800..<0xdc00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw failure(.badString) }
            return scalar
        }
        guard take("\\"), take("u") else { throw failure(.badString) }
        let second = try unit()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw failure(.badString) }
        return scalar
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        guard bytes.count - offset >= 4 else { throw failure(.truncated) }
        var unit: UInt32 = 0
        for digit in bytes[offset..<(offset + 4)] {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 0x80 else {
                throw failure(.badString)
            }
            unit = unit << 4 | UInt32(value)
        }
        offset += 4
        return unit
    }
}
