import Bytes
import Causality
import Sync
import Wire

extension Samples {
    static let entries = [
        entry(1, .accepted), entry(2, .accepted),
        LogEntry(position: 3, content: .closed(Vector.roll[1])),
    ]
    static let points = entries.reduce(into: [LogPoint.start]) { points, entry in
        points.append(points[points.count - 1].after(entry, using: sha256) ?? .start)
    }
    static let receipt = Receipt(
        book: Vector.book, start: .start, hashes: points.dropFirst().map(\.hash), key: 1,
        signature: (0..<64).map { UInt8($0) })

    static let vector: VersionVector = {
        var vector = VersionVector([Vector.roll[0]: 2, Vector.roll[3]: 70_000])
        vector.insert(Dot(replica: ReplicaID(words: (high: 0xfafa, low: 1)), counter: 5))
        vector.insert(Dot(replica: Vector.roll[2], counter: 1))
        vector.insert(Dot(replica: Vector.roll[2], counter: 9))
        return vector
    }()

    static let hello = Hello(
        protocolVersion: 1, schemaVersion: 1, book: Vector.book, device: Vector.device,
        lanes: [Hello.Lane(replica: replica, unsent: 1...2, link: .zero)], vector: vector,
        points: [.start])

    static let welcome = Welcome(
        standing: .goOn, clock: stamp, head: points[3], durable: 2,
        held: VersionVector([replica: 1]),
        wanted: [MissingRange(replica: Vector.roll[2], counters: 2...8)],
        receiptKeys: [ReceiptKey(number: 1, bytes: (0..<32).map { UInt8($0) })])

    static let push = Push(
        points: [points[3]],
        runs: [
            Push.Run(
                link: .zero, leavesGap: false, changes: [SentChange(client), SentChange(update)])
        ])

    /// One change whose payload ends too early, and one that has another dot within.
    static let brokenPush = Push(
        points: [points[3]],
        runs: [
            Push.Run(
                link: .zero, leavesGap: true,
                changes: [
                    SentChange(dot: client.dot, payload: client.payload.dropLast()),
                    SentChange(dot: update.dot, payload: client.payload),
                ])
        ])

    static let verdicts = Verdicts(
        verdicts: [
            Verdicts.Verdict(
                dot: client.dot,
                answer: .judged(Judgement(point: points[1], ruling: .accepted, stamps: stamps))),
            Verdicts.Verdict(
                dot: update.dot,
                answer: .judged(
                    Judgement(
                        point: LogPoint(position: 9, hash: points[1].hash),
                        ruling: .refused(objection), stamps: stamps))),
            Verdicts.Verdict(dot: values.dot, answer: .gap(expected: 3)),
            Verdicts.Verdict(dot: values.dot, answer: .retryLater),
            Verdicts.Verdict(dot: values.dot, answer: .dotTaken),
        ], receipts: [receipt])

    static let page = Page(
        standing: .goOn,
        items: entries.map { Page.Item(entry: $0, graves: $0.position == 2 ? [record] : []) },
        end: points[3], head: points[3], digest: sha256([]), durable: 1, receipts: [receipt])

    static let emptyPage = Page(standing: .goOn, items: [], end: .start, head: .start)

    static let offer = Offer(
        points: [points[3]],
        entries: zip(entries, points.dropFirst()).map { VouchedEntry(entry: $0, point: $1) },
        receipts: [receipt])

    private static let dots = [
        Dot(replica: Vector.roll[0], counter: 3), Dot(replica: Vector.roll[1], counter: 1),
    ]

    /// The next part of an offer, with what an entry means by a name.
    static let offerRest = Offer(
        points: [], after: points[1].hash, mark: points[2].hash,
        entries: [VouchedEntry(entry: entries[1], point: points[2])],
        meanings: [[dots[0]: points[1].hash, dots[1]: .zero]], receipts: [])
}
