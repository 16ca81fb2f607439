import Bytes
import Causality
import Sync
import Wire

/// One message of every kind, as a seed has it.
extension Makings {
    mutating func point() -> LogPoint {
        LogPoint(position: .random(in: 0...1_000, using: &seed), hash: hash())
    }

    mutating func some<Element>(
        _ range: ClosedRange<Int>, _ make: (inout Makings) -> Element
    ) -> [Element] {
        (0..<Int.random(in: range, using: &seed)).map { _ in make(&self) }
    }

    mutating func vector() -> VersionVector {
        var vector = VersionVector()
        for _ in 0..<Int.random(in: 0...8, using: &seed) { vector.insert(dot()) }
        return vector
    }

    mutating func standing() -> Standing {
        [.goOn, .snapshot, .recovering, .upgradeNeeded(protocolVersion: 9), .revoked]
            .randomElement(using: &seed)!
    }

    mutating func receipt(over entries: [LogEntry] = []) -> Receipt {
        var point = LogPoint(position: (entries.first?.position ?? 1) - 1, hash: hash())
        let start = point
        var hashes: [ContentHash] = []
        for entry in entries {
            point = point.after(entry, using: sha256) ?? point
            hashes.append(chance(90) ? point.hash : hash())
        }
        return Receipt(
            book: .random(using: &seed), start: start,
            hashes: hashes + (chance(50) ? [hash()] : []), key: 1,
            signature: (0..<64).map { UInt8($0) })
    }

    mutating func log() -> [LogEntry] {
        var position = UInt64.random(in: 1...5, using: &seed)
        return some(0...8) { makings in
            position += makings.chance(90) ? 1 : 3
            return makings.entry(at: position)
        }
    }

    mutating func record() -> Record {
        var registers: [RegisterKey: Register] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &seed) {
            let siblings = some(1...2) { makings in
                let taken = UInt64.random(in: 0...100_000, using: &makings.seed)
                return Sibling(
                    dot: makings.dot(), stamp: Stamp(bits: makings.milliseconds << 16),
                    accepted: Stamp(bits: (makings.milliseconds + taken) << 16 | taken % 3),
                    value: makings.value())
            }
            let isTwice = Set(siblings.map(\.dot)).count < siblings.count
            registers[address().key] = Register(siblings: isTwice ? [siblings[0]] : siblings)
        }
        return Record(
            key: key(), registers: Registers(registers.map { ($0.key, $0.value) }))
    }

    mutating func range() -> ClosedRange<UInt64> {
        let start = UInt64.random(in: 1...50, using: &seed)
        return start...(start + .random(in: 0...9, using: &seed))
    }
}

extension Makings {
    mutating func messages() -> [any SessionMessage] {
        [
            hello(), welcome(), push(), verdicts(),
            Pull(points: some(0...3) { $0.point() }, waitSeconds: 30), page(), offer(),
            Offered(
                isComplete: chance(50), standing: standing(),
                taken: Set(some(0...3) { $0.dot() })),
            SnapshotQuery.head, SnapshotQuery.chunk(after: nil), SnapshotQuery.chunk(after: key()),
            head(),
            SnapshotChunk(
                after: chance(50) ? key() : nil, through: chance(50) ? key() : nil,
                point: point(), records: some(0...4) { $0.record() }),
            Comparison(point: point(), ranges: some(0...3) { $0.keyRange() }),
            Digests(
                point: point(),
                ranges: some(0...3) { RangeDigest(digest: $0.hash(), count: 12) }),
            RecordQuery(
                point: point(), ranges: some(0...2) { $0.keyRange() },
                keys: some(0...2) { $0.key() }),
            Records(point: point(), records: some(0...3) { $0.record() }),
            Alarm.quarantined(some(0...3) { $0.sent() }),
            Alarm.parityLost(point: point(), digest: hash()), Noted(),
        ]
    }

    private mutating func keyRange() -> KeyRange {
        KeyRange(after: chance(50) ? key() : nil, through: chance(50) ? key() : nil)
    }

    private mutating func hello() -> Hello {
        Hello(
            protocolVersion: 1, schemaVersion: 1, book: .random(using: &seed), device: devices[0],
            lanes: some(0...3) { makings in
                Hello.Lane(
                    replica: makings.dot().replica, unsent: makings.range(), link: makings.hash())
            }, vector: vector(), points: some(0...2) { $0.point() })
    }

    private mutating func welcome() -> Welcome {
        Welcome(
            standing: standing(), clock: Stamp(milliseconds: milliseconds), head: point(),
            durable: 9, held: vector(),
            wanted: some(0...2) { makings in
                MissingRange(replica: makings.dot().replica, counters: makings.range())
            }, receiptKeys: [ReceiptKey(number: 1, bytes: (0..<32).map { UInt8($0) })])
    }

    mutating func push() -> Push {
        Push(
            points: some(0...2) { $0.point() },
            runs: some(0...3) { makings in
                Push.Run(
                    link: makings.hash(), leavesGap: makings.chance(20),
                    changes: makings.some(0...6) { $0.sent() })
            })
    }

    private mutating func verdicts() -> Verdicts {
        let receipts = some(0...2) { makings in makings.receipt(over: makings.log()) }
        return Verdicts(
            verdicts: some(0...5) { makings in
                let told = receipts.compactMap { $0.point(at: $0.start.position + 1) }.first
                let point = makings.chance(60) ? told ?? makings.point() : makings.point()
                let judgement = Judgement(
                    point: point, ruling: makings.ruling(), stamps: makings.stamps())
                let answers: [Answer] = [
                    .judged(judgement), .judged(judgement), .gap(expected: 7), .retryLater,
                    .dotTaken,
                ]
                return Verdicts.Verdict(
                    dot: makings.dot(), answer: answers.randomElement(using: &makings.seed)!)
            }, receipts: receipts)
    }

    private mutating func page() -> Page {
        let entries = log()
        return Page(
            standing: standing(),
            items: entries.map { entry in
                Page.Item(entry: entry, graves: chance(10) ? [record()] : [])
            }, end: point(), head: point(), digest: chance(50) ? hash() : nil, durable: 4,
            receipts: [receipt(over: entries), receipt(over: entries)])
    }

    private mutating func offer() -> Offer {
        var point = LogPoint.start
        let entries = log().map { entry in
            point =
                point.after(entry, using: sha256)
                ?? LogPoint(position: entry.position, hash: hash())
            return VouchedEntry(entry: entry, point: point)
        }
        let (points, receipt) = (some(0...2) { $0.point() }, receipt(over: entries.map(\.entry)))
        // What came later is made beside the rest, which so stays as the golden files say.
        var more = self
        _ = chance(50)
        return Offer(
            points: points, after: more.chance(50) ? more.hash() : nil,
            mark: more.chance(50) ? more.hash() : nil, entries: entries,
            meanings: entries.map { _ in more.meanings() },
            receipts: [receipt])
    }

    private mutating func meanings() -> Offer.Meanings {
        let told = some(0...2) { ($0.dot(), $0.hash()) }
        return Dictionary(told) { first, _ in first }
    }

    private mutating func head() -> SnapshotHead {
        var knowledge = Knowledge(vector: vector())
        for replica in replicas where chance(30) { knowledge.close(replica) }
        let forms = some(0...2) { makings in
            EmptyForm(emptying: makings.change(makings.dot()), payloadHash: makings.hash())
        }
        let tail = point()
        return SnapshotHead(
            tail: tail, point: LogPoint(position: tail.position + 7, hash: tail.hash),
            knowledge: knowledge,
            removedEarly: Dictionary(
                some(0...2) { makings in
                    (makings.dot(), Set(makings.some(1...2) { $0.address() }))
                }, uniquingKeysWith: { first, _ in first }),
            refused: Dictionary(
                forms.map { ($0.dot, $0) }, uniquingKeysWith: { first, _ in first }),
            roll: replicas,
            receiptKeys: [ReceiptKey(number: 3, bytes: [UInt8](repeating: 3, count: 32))])
    }
}
