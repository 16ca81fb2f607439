package import Bytes

/// What a register holds, in a form that describes itself.
///
/// A replica that does not know a field still stores, forwards and compares its values.
package enum Value: Hashable, Sendable {
    /// Nothing: the field was cleared. It conflicts with an edit like any other value.
    case empty
    case bool(Bool)
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// Fields that only make sense together, in the order of their numbers.
    case group([Member])

    /// One field of a group.
    package struct Member: Hashable, Sendable {
        /// The field's number within its group, for ever the same.
        package let number: UInt32
        /// What it holds.
        package let value: Value

        /// Puts a value into a group's field.
        package init(number: UInt32, value: Value) {
            self.number = number
            self.value = value
        }
    }
}

extension Value {
    /// Whether both have the same canonical bytes. Texts that merely look alike, such as composed
    /// and decomposed letters, differ: every implementation must agree on what a conflict is.
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.empty, .empty): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
        case (.bytes(let one), .bytes(let other)): one == other
        case (.group(let one), .group(let other)): one == other
        default: false
        }
    }

    /// The bounds that a value from outside must keep.
    package enum Limits {
        /// Bytes of one text or blob of bytes.
        package static let bytesMax = 1 << 20
        /// Fields of one group.
        package static let membersMax = 256
        /// Groups within groups.
        package static let depthMax = 4
    }

    private enum Kind: UInt8 {
        case empty, no, yes, integer, text, bytes, group, none
    }

    /// The canonical bytes of the value.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    /// Writes the one canonical form of the value.
    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .empty: writer.byte(Kind.empty.rawValue)
        case .bool(let flag): writer.byte(flag ? Kind.yes.rawValue : Kind.no.rawValue)
        case .integer(let number):
            writer.byte(Kind.integer.rawValue)
            writer.signed(number)
        case .text(let text):
            writer.byte(Kind.text.rawValue)
            writer.text(text)
        case .bytes(let bytes):
            writer.byte(Kind.bytes.rawValue)
            writer.block(bytes)
        case .group(let members):
            writer.byte(Kind.group.rawValue)
            writer.count(members.count)
            for member in members {
                writer.varint(UInt64(member.number))
                member.value.encode(into: &writer)
            }
        }
    }

    /// Writes a value, or that there is none.
    static func encode(_ value: Value?, into writer: inout ByteWriter) {
        guard let value else { return writer.byte(Kind.none.rawValue) }
        value.encode(into: &writer)
    }

    /// Reads a value, or that there is none.
    static func orNone(from reader: inout ByteReader) throws(MalformedBytes) -> Value? {
        let kind = try kind(from: &reader)
        return kind == .none ? nil : try Value(kind, from: &reader, depth: 0)
    }

    /// Reads a value in its canonical form.
    package init(from reader: inout ByteReader, depth: Int = 0) throws(MalformedBytes) {
        self = try Value(try Self.kind(from: &reader), from: &reader, depth: depth)
    }

    private static func kind(from reader: inout ByteReader) throws(MalformedBytes) -> Kind {
        guard let kind = Kind(rawValue: try reader.byte()) else {
            throw reader.failure(.unknownKind)
        }
        return kind
    }

    private init(
        _ kind: Kind, from reader: inout ByteReader, depth: Int
    ) throws(MalformedBytes) {
        switch kind {
        case .none: throw reader.failure(.unknownKind)
        case .empty: self = .empty
        case .no: self = .bool(false)
        case .yes: self = .bool(true)
        case .integer: self = .integer(try reader.signed())
        case .text: self = .text(try reader.text(max: Limits.bytesMax))
        case .bytes: self = .bytes(try reader.block(max: Limits.bytesMax))
        case .group: self = .group(try Self.members(from: &reader, depth: depth + 1))
        }
    }

    private static func members(
        from reader: inout ByteReader, depth: Int
    ) throws(MalformedBytes) -> [Member] {
        guard depth <= Limits.depthMax else { throw reader.failure(.overLimit) }
        let count = try reader.count(max: Limits.membersMax)
        var members: [Member] = []
        for _ in 0..<count {
            guard let number = UInt32(exactly: try reader.varint()) else {
                throw reader.failure(.numberTooLarge)
            }
            if let last = members.last, last.number >= number {
                throw reader.failure(.notCanonical)
            }
            members.append(Member(number: number, value: try Value(from: &reader, depth: depth)))
        }
        return members
    }
}
