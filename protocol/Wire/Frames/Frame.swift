package import Bytes

/// One message as it travels: its kind, its length, its body, and a checksum of all three.
package struct Frame: Hashable, Sendable {
    /// Bytes of one frame's body.
    package static let bodyBytesMax = 16 << 20

    /// What the body means.
    package let kind: MessageKind
    /// The message's own bytes.
    package let body: [UInt8]

    /// The frame's bytes.
    package var encoded: [UInt8] {
        var writer = ByteWriter(capacity: body.count + 16)
        writer.byte(kind.rawValue)
        writer.block(body)
        writer.fixed32(Checksum.crc32c(writer.bytes))
        return writer.bytes
    }

    /// Puts a body into a frame.
    package init(kind: MessageKind, body: [UInt8]) {
        self.kind = kind
        self.body = body
    }

    /// Reads exactly one frame, of the kind that is expected.
    package init(_ bytes: [UInt8], expecting kind: MessageKind) throws(MalformedBytes) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == kind.rawValue else { throw reader.failure(.unknownKind) }
        self.init(kind: kind, body: try reader.block(max: Self.bodyBytesMax))
        let covered = 0..<reader.offset
        guard try reader.fixed32() == Checksum.crc32c(bytes, in: covered) else {
            throw reader.failure(.checksum)
        }
        try reader.finish()
    }
}

/// What one side says to the other in one frame.
package protocol Message: Hashable, Sendable {
    /// The number of this kind of message.
    static var kind: MessageKind { get }

    /// Writes the body.
    func encode(into writer: inout ByteWriter)

    /// Reads the body.
    init(from reader: inout ByteReader) throws(MalformedBytes)
}

extension Message {
    /// The message as the bytes of one frame.
    package var frame: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return Frame(kind: Self.kind, body: writer.bytes).encoded
    }

    /// Reads the message from the bytes of one frame.
    package init(frame bytes: [UInt8]) throws(MalformedBytes) {
        var reader = ByteReader(try Frame(bytes, expecting: Self.kind).body)
        self = try Self(from: &reader)
        try reader.finish()
    }
}
