import Bytes
import Causality
import Sync

/// Whether bytes are made as a payload is: numbers in the fewest bytes, kinds known, counts within
/// their limits, nothing left over.
///
/// Such bytes can be taken apart and put together again as they were. Whether they mean something
/// is not looked at: the order of writes and of dots, and whether a text is one.
enum PayloadGrammar {
    /// The kinds of values, as payloads number them.
    enum Kind {
        static let integer: UInt8 = 3
        static let text: UInt8 = 4
        static let bytes: UInt8 = 5
        static let group: UInt8 = 6
        static let none: UInt8 = 7
        /// Only in a batch: sixteen bytes, told as an id.
        static let id: UInt8 = 8
    }

    /// Whether bytes are a payload of this dot.
    static func describes(_ payload: [UInt8], of dot: Dot) -> Bool {
        guard payload.count <= Change.Limits.payloadBytesMax else { return false }
        var reader = ByteReader(payload)
        do throws(MalformedBytes) {
            guard try reader.dot() == dot else { return false }
            try skim(&reader)
            return true
        } catch {
            return false
        }
    }

    private static func skim(_ reader: inout ByteReader) throws(MalformedBytes) {
        _ = try reader.skip(16)
        if try reader.count(max: 1) == 1 { _ = try reader.skip(16) }
        _ = try reader.varint()
        _ = try reader.number()
        for _ in 0..<(try reader.count(max: Change.Limits.writesMax)) { try write(&reader) }
        var count = 0
        while !reader.isAtEnd {
            count += 1
            guard count <= Change.Limits.extrasMax else { throw reader.failure(.overLimit) }
            _ = try reader.number()
            _ = try reader.skip(try reader.count(max: Change.Limits.payloadBytesMax))
        }
    }

    private static func write(_ reader: inout ByteReader) throws(MalformedBytes) {
        _ = try reader.number()
        _ = try reader.skip(16)
        _ = try reader.number()
        _ = try reader.skip(try reader.count(max: RegisterAddress.elementBytesMax))
        try value(&reader, depth: 0)
        for _ in 0..<(try reader.count(max: Change.Limits.replacesMax)) {
            _ = try reader.skip(16)
            guard try reader.ordinal() > 0 else { throw reader.failure(.notCanonical) }
        }
    }

    private static func value(_ reader: inout ByteReader, depth: Int) throws(MalformedBytes) {
        switch try reader.byte() {
        case 0...2: break
        case Kind.integer: _ = try reader.varint()
        case Kind.text, Kind.bytes:
            _ = try reader.skip(try reader.count(max: Value.Limits.bytesMax))
        case Kind.none where depth == 0: break
        case Kind.group where depth < Value.Limits.depthMax:
            for _ in 0..<(try reader.count(max: Value.Limits.membersMax)) {
                _ = try reader.number()
                try value(&reader, depth: depth + 1)
            }
        default: throw reader.failure(.unknownKind)
        }
    }
}
