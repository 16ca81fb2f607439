package import Bytes
package import Sync

/// What one side says to the other in a session: a body in an envelope.
package protocol SessionMessage: Hashable, Sendable {
    /// The number of this kind of message.
    static var kind: MessageKind { get }

    /// Writes the body.
    func encode(into body: inout BodyWriter)

    /// Reads the body.
    init(from body: inout BodyReader) throws(MalformedBytes)
}

extension SessionMessage {
    /// The message as the bytes of one frame, without a signature.
    package func frame(in context: Context, rollCount: Int? = nil) -> [UInt8] {
        let body = body(in: context, rollCount: rollCount)
        return Envelope(kind: Self.kind, body: body.writer.bytes, signature: nil)
            .frame(cuts: body.cuts)
    }

    /// The message as the bytes of one frame that a device signs.
    package func frame(
        in context: Context, rollCount: Int? = nil, book: BookID, device: DeviceID,
        signedBy sign: (_ statement: [UInt8]) -> [UInt8]
    ) -> [UInt8] {
        let body = body(in: context, rollCount: rollCount)
        let statement = Envelope.statement(
            kind: Self.kind, book: book, device: device, body: body.writer.bytes)
        return Envelope(kind: Self.kind, body: body.writer.bytes, signature: sign(statement))
            .frame(cuts: body.cuts)
    }

    /// Reads the message from the bytes of one frame, whatever signature it bears.
    package init(frame bytes: [UInt8], in context: Context) throws(MalformedBytes) {
        try self.init(try Envelope(bytes, expecting: Self.kind), in: context)
    }

    /// Reads the message from an envelope whose signature was checked.
    package init(_ envelope: Envelope, in context: Context) throws(MalformedBytes) {
        try self.init(body: envelope.body, in: context)
    }

    /// Reads the message from a body.
    package init(body bytes: [UInt8], in context: Context) throws(MalformedBytes) {
        var body = try BodyReader(bytes, in: context)
        try self.init(from: &body)
        try body.reader.finish()
    }

    /// The body, which names by number no replica beyond the first so many of the roll.
    package func body(in context: Context, rollCount: Int? = nil) -> BodyWriter {
        let count = min(rollCount ?? .max, context.roll.count, Limits.replicasMax)
        var body = BodyWriter(in: context, rollCount: count)
        encode(into: &body)
        return body
    }
}
