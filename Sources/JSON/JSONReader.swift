/// Reads one JSON text (RFC 8259) from untrusted bytes, value by value.
///
/// 1. Nothing is guessed: what the standard does not allow is refused with its place.
/// 2. A number is handed out as its digits, never through a floating point.
/// 3. Depth is bounded, so that no text exhausts the stack of whoever reads it.
///
/// An object is read with `openObject()` and `nextName()` until that is `nil`; an array with
/// `openArray()` and `nextElement()` until that is false.
package struct JSONReader: Sendable {
    /// What a value is, before it is read.
    package enum Kind: Hashable, Sendable {
        /// `null`
        case null
        /// `true` or `false`
        case bool
        /// A number.
        case number
        /// A string.
        case string
        /// An array.
        case array
        /// An object.
        case object
    }

    /// How deep values may lie in one another unless another bound is given.
    package static let depthMaxDefault = 32

    let bytes: [UInt8]
    var position = 0
    private let depthMax: Int
    /// For each open array or object, whether nothing of it has been read.
    private var open: [Bool] = []

    /// Takes a whole text; a byte order mark at its start is passed over.
    package init(_ bytes: [UInt8], depthMax: Int = depthMaxDefault) {
        self.bytes = bytes
        self.depthMax = depthMax
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// What comes next.
    package mutating func kind() throws(JSONError) -> Kind {
        switch skipSpace() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
            return .number
        default: throw unexpected("a value")
        }
    }

    /// Enters an object.
    package mutating func openObject() throws(JSONError) {
        try enter(UInt8(ascii: "{"), "an object")
    }

    /// The name of the next member, whose value must then be read; `nil` when the object ends.
    package mutating func nextName() throws(JSONError) -> String? {
        guard try advance(to: UInt8(ascii: "}")) else { return nil }
        let name = try string()
        guard skipSpace() == UInt8(ascii: ":") else { throw unexpected("':'") }
        position += 1
        return name
    }

    /// Enters an array.
    package mutating func openArray() throws(JSONError) {
        try enter(UInt8(ascii: "["), "an array")
    }

    /// Whether another element follows, which must then be read.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try advance(to: UInt8(ascii: "]"))
    }

    /// Makes sure that nothing follows the value.
    package mutating func finish() throws(JSONError) {
        precondition(open.isEmpty, "a text is finished when everything in it has been closed")
        guard skipSpace() == nil else { throw unexpected("nothing after the value") }
    }

    /// Passes over one value of any kind, which still has to be well-formed.
    package mutating func skip() throws(JSONError) {
        switch try kind() {
        case .null: try null()
        case .bool: _ = try bool()
        case .number: _ = try number()
        case .string: _ = try string()
        case .array:
            try openArray()
            while try nextElement() { try skip() }
        case .object:
            try openObject()
            while try nextName() != nil { try skip() }
        }
    }

    private mutating func enter(_ bracket: UInt8, _ expected: String) throws(JSONError) {
        guard skipSpace() == bracket else { throw unexpected(expected) }
        guard open.count < depthMax else {
            throw unexpected("values at most \(depthMax) deep in one another")
        }
        position += 1
        open.append(true)
    }

    /// Passes the comma before the next part, or the bracket at the end.
    private mutating func advance(to bracket: UInt8) throws(JSONError) -> Bool {
        precondition(!open.isEmpty, "only what was opened has parts")
        let next = skipSpace()
        if next == bracket {
            position += 1
            open.removeLast()
            return false
        }
        if open[open.count - 1] {
            open[open.count - 1] = false
            return true
        }
        guard next == UInt8(ascii: ",") else {
            throw unexpected("',' or '\(Character(Unicode.Scalar(bracket)))'")
        }
        position += 1
        return true
    }

    /// The next byte that is not white space; `nil` at the end.
    mutating func skipSpace() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case let byte: return byte
            }
        }
        return nil
    }

    func unexpected(_ expected: String) -> JSONError {
        JSONError(in: bytes, at: position, expected: expected)
    }
}
