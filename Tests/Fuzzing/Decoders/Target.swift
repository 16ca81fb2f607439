import Bytes
import Causality
import Compression
import Sync
import Wire

/// One run of the fuzzer: the first byte chooses a decoder, the others are what it reads.
///
/// Whatever is read without an error has to be written to the same bytes again; anything else stops
/// the process, and the fuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let chosen = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    if let type = Decoders.session.first(where: { $0.kind.rawValue == chosen }) {
        Decoders.check(type, bytes)
    } else if let type = Decoders.others.first(where: { $0.kind.rawValue == chosen }) {
        Decoders.check(type, bytes)
    } else {
        Decoders.checkOther(chosen, bytes)
    }
    return 0
}

/// The decoders, each with the promise that it keeps.
enum Decoders {
    static let session: [any SessionMessage.Type] = [
        Hello.self, Welcome.self, Push.self, Verdicts.self, Pull.self,
        Page.self, Offer.self, Offered.self, SnapshotQuery.self, SnapshotHead.self,
        SnapshotChunk.self, Comparison.self, Digests.self, RecordQuery.self, Records.self,
        Alarm.self, Noted.self,
    ]
    static let others: [any Message.Type] = [
        Enrol.self, Enrolled.self, Knock.self, Challenge.self, Proof.self, Pass.self,
    ]

    /// The same replicas have numbers in the golden files.
    private static let context: Context = {
        var roll = Roll()
        for number in 1...4 as ClosedRange<UInt64> {
            let replica = ReplicaID(words: (high: 0x1111_1111_1111_1111 &* number, low: number))
            roll.enter(replica, using: mixed)
        }
        return Context(roll: roll, hash: mixed)
    }()

    /// Spreads bytes fast; nothing here depends on how well.
    private static let mixed: HashFunction = { bytes in
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var writer = ByteWriter()
        for place in 0..<4 as Range<UInt64> { writer.word(state &* (2 * place + 1)) }
        return ContentHash(bytes: writer.bytes) ?? .zero
    }

    static func check(_ type: (some SessionMessage).Type, _ body: [UInt8]) {
        var reader = ByteReader(body)
        guard let message = try? type.init(body: body, in: context),
            let count = try? reader.varint()
        else { return }
        let again = message.body(in: context, rollCount: Int(count)).writer.bytes
        precondition(again == body, "a message is written as it was read")
    }

    static func check(_ type: (some Message).Type, _ body: [UInt8]) {
        let frame = Frame(kind: type.kind, body: body).encoded
        guard let message = try? type.init(frame: frame) else { return }
        precondition(message.frame == frame, "a message is written as it was read")
    }
}

extension Decoders {
    /// What is no message: payloads, entries, states, envelopes, compressed bytes, frames.
    static func checkOther(_ chosen: UInt8, _ bytes: [UInt8]) {
        switch chosen {
        case 40: checkPayload(bytes)
        case 41:
            var reader = ByteReader(bytes)
            guard let entry = try? LogEntry(from: &reader), reader.isAtEnd else { return }
            precondition(entry.encoded == bytes, "an entry is written as it was read")
        case 42: _ = try? Record(key: RecordKey(collection: 1, id: nobody()), encoded: bytes)
        case 43:
            let frame = Frame(kind: .page, body: bytes).encoded
            guard let envelope = try? Envelope(frame, expecting: .page) else { return }
            check(Page.self, envelope.body)
        case 44: _ = try? Inflate.bytes(of: bytes, size: 100_000)
        default: _ = try? Frame([chosen] + bytes, expecting: .page)
        }
    }

    /// Any bytes at all come out of a batch as they went in.
    private static func checkPayload(_ bytes: [UInt8]) {
        if let change = try? Change(payload: bytes) {
            precondition(change.payload == bytes, "a payload is written as it was read")
        }
        var reader = ByteReader(bytes)
        let dot = (try? reader.dot()) ?? Dot(replica: nobody(), counter: 1)
        let push = Push(
            points: [],
            runs: [
                Push.Run(
                    link: .zero, leavesGap: false,
                    changes: [SentChange(dot: dot, payload: bytes)])
            ])
        let read = try? Push(body: push.body(in: context).writer.bytes, in: context)
        precondition(read == push, "a change comes out of a batch as it went in")
    }

    private static func nobody<Subject>() -> Identifier<Subject> {
        Identifier(words: (high: 0, low: 0))
    }
}
