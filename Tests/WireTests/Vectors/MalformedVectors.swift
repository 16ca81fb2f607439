import Bytes
import Causality
import Compression
import Sync
import Wire

/// Bytes that every reader has to refuse.
enum MalformedVectors {
    static let all =
        frames + envelopes + payloads + entries + states + bodies + orders + sizes + batches
        + ordinals + kinds

    private static let hello = GoodVectors.all.first { $0.name == "hello" }?.bytes ?? []
    private static let client = Samples.client.payload

    private static let frames = [
        Vector("frame-empty", .frame, kind: 16, []),
        Vector("frame-cut", .frame, kind: 16, Array(hello.dropLast())),
        Vector("frame-trailing", .frame, kind: 16, hello + [0]),
        Vector("frame-checksum", .frame, kind: 16, hello.dropLast() + [hello[hello.count - 1] ^ 1]),
        Vector("frame-other-kind", .frame, kind: 17, hello),
        Vector("frame-huge", .frame, kind: 16, [16, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        Vector("frame-long-varint", .frame, kind: 16, [16, 0x81, 0x00]),
        Vector(
            "frame-wide-varint", .frame, kind: 16,
            [16] + [UInt8](repeating: 0xff, count: 9) + [0x02]),
    ]

    private static func envelope(_ name: String, _ content: [UInt8], kind: MessageKind) -> Vector {
        Vector(name, .frame, kind: kind.rawValue, Frame(kind: kind, body: content).encoded)
    }

    private static func deflated(_ name: String, size: UInt64, _ packed: [UInt8]) -> Vector {
        var writer = ByteWriter()
        writer.byte(1)
        writer.varint(size)
        writer.raw(packed)
        return envelope(name, writer.bytes, kind: .noted)
    }

    private static let zeros =
        (try? Deflate.bytes(of: [UInt8](repeating: 0, count: 60_000))) ?? []

    private static let envelopes = [
        envelope("envelope-flags", [4, 0], kind: .noted),
        envelope("envelope-signature-cut", [2, 1, 2, 3], kind: .noted),
        deflated("bomb-declared", size: 16 << 20, zeros),
        deflated("bomb-beyond-all", size: 1 << 60, zeros),
        deflated("bomb-undeclared", size: 1_000, zeros),
        deflated("deflate-short", size: 4_000, (try? Deflate.bytes(of: [0])) ?? []),
        deflated("deflate-damaged", size: 100, [0xff, 0xff, 0xff]),
        deflated("deflate-cut", size: 4_000, Array(zeros.dropLast(4))),
        deflated("deflate-not-smaller", size: 3, [0, 0, 0, 0]),
    ]

    /// A payload that begins as one of no writes does.
    private static func payload(_ name: String, _ more: (inout ByteWriter) -> Void) -> Vector {
        var writer = ByteWriter()
        writer.raw(Samples.change(9, []).payload.dropLast())
        more(&writer)
        return Vector(name, .payload, writer.bytes)
    }

    private static func write(_ name: String, _ value: [UInt8], dots: [UInt8] = [0]) -> Vector {
        payload(name) { writer in
            writer.raw([1, 1])
            writer.identifier(Samples.key.id)
            writer.raw([2, 0])
            writer.raw(value)
            writer.raw(dots)
        }
    }

    private static let entries = [
        Vector("entry-kind", .entry, [1, 4]),
        Vector("entry-cut", .entry, Array(Samples.entry(1, .accepted).encoded.dropLast())),
    ]

    /// A state of one source of the first replica, and of no register but what follows.
    private static func state(_ name: String, _ bytes: [UInt8]) -> Vector {
        Vector(name, .state, [1] + Vector.roll[0].bytes + bytes)
    }

    private static let states = [
        state("state-source-unused", [1, 1, 0, 1, 0, 0, 0]),
        state("state-accepted-cut", [1, 1, 0, 1]),
        state("state-counter", [1, 1, 0, 0x80, 0x80, 0x08, 0]),
        state("state-sources-fall", [2, 2, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0]),
    ]

    private static let one = Samples.change(1, [Samples.write(2, .text("a"))]).payload

    private static let payloads = [
        Vector("payload-nothing", .payload, []),
        Vector("payload-cut", .payload, Array(client.dropLast())),
        Vector("payload-counter-zero", .payload, Vector.roll[0].bytes + [0]),
        payload("payload-writes-missing") { $0.varint(10_000) },
        payload("payload-writes-many") { $0.varint(10_001) },
        write("value-unknown", [9]),
        write("value-not-text", [4, 2, 0xc3, 0x28]),
        write("value-text-cut", [4, 5, 0x61]),
        write("value-deep", [6, 1, 0, 6, 1, 0, 6, 1, 0, 6, 1, 0, 6, 0]),
        write("value-none-in-group", [6, 1, 0, 7]),
        write("value-members-fall", [6, 2, 1, 0, 1, 0]),
        write("value-long-integer", [3, 0x80, 0x00]),
        write(
            "dots-fall", [0], dots: [2] + Vector.roll[1].bytes + [1] + Vector.roll[0].bytes + [1]),
        write("dot-zero", [0], dots: [1] + Vector.roll[1].bytes + [0]),
        payload("writes-fall") { writer in
            writer.byte(2)
            for _ in 0..<2 { writer.raw(one.suffix(one.count - 39)) }
        },
        payload("extras-fall") { $0.raw([0, 2, 0, 1, 0]) },
    ]
}
