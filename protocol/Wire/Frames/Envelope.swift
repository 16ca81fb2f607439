package import Bytes
import Compression
package import Sync

/// A message of a session as it travels: its body, compressed where that is shorter, and signed
/// where it has to be.
///
/// The signature is of the body as it was before compression, together with what the body does not
/// say: the kind, the book and the device.
package struct Envelope: Hashable, Sendable {
    /// How often longer than its compressed form a body may be, beyond `slackBytes`.
    static let expansionMax = 64
    /// A body of so many bytes may have been compressed to anything.
    static let slackBytes = 4_096
    /// What is shorter is not worth compressing.
    private static let compressedBytesMin = 128

    private enum Flag {
        static let compressed: UInt8 = 1
        static let signed: UInt8 = 2
    }

    /// What the body means.
    package let kind: MessageKind
    /// The message's own bytes.
    package let body: [UInt8]
    /// The device's signature, where there is one.
    package let signature: [UInt8]?

    /// Puts a body into an envelope.
    init(kind: MessageKind, body: [UInt8], signature: [UInt8]?) {
        self.kind = kind
        self.body = body
        self.signature = signature
    }

    /// Reads exactly one frame, of the kind that is expected.
    package init(_ bytes: [UInt8], expecting kind: MessageKind) throws(MalformedBytes) {
        var reader = ByteReader(try Frame(bytes, expecting: kind).body)
        let flags = try reader.byte()
        guard flags <= Flag.compressed | Flag.signed else { throw reader.failure(.unknownKind) }
        let signature = flags & Flag.signed == 0 ? nil : try reader.raw(64)
        let isCompressed = flags & Flag.compressed != 0
        let body = isCompressed ? try Self.inflated(&reader) : reader.rest()
        self.init(kind: kind, body: body, signature: signature)
    }

    private static func inflated(_ reader: inout ByteReader) throws(MalformedBytes) -> [UInt8] {
        let size = try reader.varint()
        let count = reader.remaining
        guard size > UInt64(count), size <= UInt64(bodyBytesMax(from: count)) else {
            throw reader.failure(.overLimit)
        }
        let failure = reader.failure(.compression)
        let packed = reader.rest()
        do throws(CompressionError) {
            return try Inflate.bytes(of: packed, size: Int(size))
        } catch {
            throw failure
        }
    }

    /// How long a body may be that so many compressed bytes tell.
    private static func bodyBytesMax(from count: Int) -> Int {
        min(Frame.bodyBytesMax, slackBytes + expansionMax * count)
    }
}

extension Envelope {
    /// The bytes that the device signs: nothing that was signed for another purpose, another book
    /// or another device can be taken for them.
    package static func statement(
        kind: MessageKind, book: BookID, device: DeviceID, body: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter(capacity: body.count + 64)
        writer.text("counterfoil frame 1")
        writer.byte(kind.rawValue)
        writer.identifier(book)
        writer.identifier(device)
        writer.block(body)
        return writer.bytes
    }

    /// The bytes that the device has signed.
    package func statement(book: BookID, device: DeviceID) -> [UInt8] {
        Self.statement(kind: kind, book: book, device: device, body: body)
    }

    /// The bytes of the frame; cuts tell where parts of the body begin that are unlike.
    package func frame(cuts: [Int] = []) -> [UInt8] {
        let packed = packed(cuts)
        var writer = ByteWriter(capacity: (packed ?? body).count + 80)
        let flags = (packed == nil ? 0 : Flag.compressed) | (signature == nil ? 0 : Flag.signed)
        writer.byte(flags)
        if let signature { writer.raw(signature) }
        if let packed {
            writer.count(body.count)
            writer.raw(packed)
        } else {
            writer.raw(body)
        }
        return Frame(kind: kind, body: writer.bytes).encoded
    }

    private func packed(_ cuts: [Int]) -> [UInt8]? {
        guard body.count >= Self.compressedBytesMin,
            let packed = try? Deflate.bytes(of: body, cuts: cuts),
            packed.count + 4 < body.count, body.count <= Self.bodyBytesMax(from: packed.count)
        else { return nil }
        return packed
    }
}
