import Bytes
import Causality
import Sync
import Wire

/// What the good vectors tell: every kind of message and value, the empty and the limits.
enum GoodVectors {
    static let all = identity + payloads + entries + states + session + many

    private static let bytes64 = (0..<64).map { UInt8($0) }
    private static let bytes32 = (0..<32).map { UInt8($0) }

    private static let identity = [
        Vector(
            "enrol",
            Enrol(
                code: "K7QD-0001", device: Vector.device, name: "Anna's laptop",
                publicKey: bytes32, signature: bytes64)),
        Vector("enrolled", Enrolled(book: Vector.book)),
        Vector("knock", Knock(book: Vector.book, device: Vector.device)),
        Vector("challenge", Challenge(nonce: bytes32)),
        Vector("proof", Proof(nonce: bytes32, signature: bytes64)),
        Vector("pass", Pass(token: "secret", lifetimeSeconds: 3_600)),
    ]

    private static let payloads = [
        Vector("payload-client", .payload, Samples.client.payload),
        Vector("payload-update", .payload, Samples.update.payload),
        Vector("payload-empty", .payload, Samples.change(9, []).payload),
        Vector("payload-values", .payload, Samples.values.payload),
        Vector("payload-depth", .payload, Samples.deep.payload),
        Vector("payload-dots", .payload, Samples.manyDots.payload),
        Vector("payload-set", .payload, Samples.set.payload),
        Vector("payload-later", .payload, Samples.later.payload),
    ]

    private static let entries = [
        Vector("entry-accepted", .entry, Samples.entry(1, .accepted).encoded),
        Vector(
            "entry-approval", .entry, Samples.entry(2, .needsApproval(Samples.objection)).encoded),
        Vector("entry-refused", .entry, Samples.refused(3).encoded),
        Vector(
            "entry-closed", .entry,
            LogEntry(position: 4, content: .closed(Vector.roll[1])).encoded),
    ]

    private static let states = [
        Vector("state-plain", .state, Samples.record.encoded),
        Vector("state-own", .state, Samples.own.encoded),
        Vector("state-conflict", .state, Samples.conflict.encoded),
        Vector("state-empty", .state, Record(key: Samples.key).encoded),
    ]

    private static let session = [
        Vector("hello", Samples.hello, rollCount: 0),
        Vector("hello-roll", Samples.hello, rollCount: 4),
        Vector("welcome", Samples.welcome, rollCount: 2),
        Vector(
            "push-signed", .frame, kind: MessageKind.push.rawValue,
            Samples.push.frame(
                in: Vector.context, rollCount: 0, book: Vector.book, device: Vector.device,
                signedBy: { _ in bytes64 })),
        Vector("push", Samples.push),
        Vector("push-empty", Push(points: [], runs: [])),
        Vector("push-verbatim", Samples.brokenPush),
        Vector("verdicts", Samples.verdicts),
        Vector("pull", Pull(points: [.start], waitSeconds: 50)),
        Vector("page", Samples.page, rollCount: 4),
        Vector("page-empty", Samples.emptyPage),
        Vector("offer", Samples.offer),
        Vector("offer-rest", Samples.offerRest),
        Vector("snapshot-head", SnapshotQuery.head),
        Vector("snapshot-first", SnapshotQuery.chunk(after: nil)),
        Vector("snapshot-next", SnapshotQuery.chunk(after: Samples.key)),
        Vector("noted", Noted()),
    ]

    /// Of every kind of session message four more, as seeds have them.
    private static let many = (1...4 as ClosedRange<UInt64>).flatMap { seed in
        var makings = Makings(seed: seed)
        return makings.messages().enumerated().map { place, message in
            Vector("seed-\(seed)-\(place)", message, rollCount: 0)
        }
    }
}
