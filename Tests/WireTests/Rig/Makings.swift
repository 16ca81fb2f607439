import Bytes
import Causality
import Crypto
import Seeds
import Sync
import Wire

/// SHA-256 as the modules want it handed in.
let sha256: HashFunction = { ContentHash(bytes: SHA256.digest($0)) ?? .zero }

/// Makes ids, changes and entries from a seed, of every kind that there is.
struct Makings {
    var seed: SeededGenerator
    let replicas: [ReplicaID]
    let devices: [DeviceID]
    var mints: [IdentifierMint]
    var records: [RecordKey] = []
    var milliseconds: UInt64 = 1_790_000_000_000

    init(seed number: UInt64) {
        var seed = SeededGenerator(seed: number)
        replicas = (0..<5).map { _ in .random(using: &seed) }
        devices = (0..<2).map { _ in .random(using: &seed) }
        mints = replicas.map { IdentifierMint(of: $0) }
        self.seed = seed
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &seed) < percent }

    mutating func dot() -> Dot {
        Dot(
            replica: chance(90)
                ? replicas[Int.random(in: 0..<replicas.count, using: &seed)]
                : .random(using: &seed),
            counter: chance(90)
                ? .random(in: 1...300, using: &seed)
                : max(1, .random(in: 1 ... .max, using: &seed) & .max >> 1))
    }

    mutating func hash() -> ContentHash {
        ContentHash(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &seed) })
            ?? .zero
    }

    mutating func key() -> RecordKey {
        if chance(50), let known = records.randomElement(using: &seed) { return known }
        let id: RecordID
        switch Int.random(in: 0..<4, using: &seed) {
        case 0: id = .random(using: &seed)
        case 1: id = .timeOrdered(milliseconds: milliseconds, using: &seed)
        default:
            let place = Int.random(in: 0..<mints.count, using: &seed)
            id = mints[place].next(milliseconds: milliseconds)
        }
        records.append(RecordKey(collection: .random(in: 1...4, using: &seed), id: id))
        return records[records.count - 1]
    }

    mutating func value(depth: Int = 0) -> Value {
        switch Int.random(in: 0..<9, using: &seed) {
        case 0: .empty
        case 1: .bool(chance(50))
        case 2: .integer(.random(in: -300...300, using: &seed))
        case 3: .integer(.random(in: .min ... .max, using: &seed))
        case 4: .bytes((0..<Int.random(in: 0...20, using: &seed)).map { UInt8($0) })
        case 5: .bytes(key().id.bytes)
        case 6 where depth < 3:
            .group(
                (0..<UInt32.random(in: 0...4, using: &seed)).map {
                    Value.Member(number: $0 * 3, value: value(depth: depth + 1))
                })
        default:
            .text(["", "EUR", "Müller & Söhne", "+49 30 1234567"].randomElement(using: &seed)!)
        }
    }
}

extension Makings {
    mutating func address() -> RegisterAddress {
        RegisterAddress(
            record: key(),
            key: RegisterKey(
                .random(in: 0...12, using: &seed),
                element: chance(10) ? Array("tag".utf8) : []))
    }

    mutating func change(_ dot: Dot) -> Change {
        milliseconds += .random(in: 0...100_000, using: &seed)
        let shown = (0..<Int.random(in: 0...2, using: &seed)).map { _ in self.dot() }
        let writes = (0..<Int.random(in: 0...6, using: &seed)).map { _ in
            Write(
                address: address(), value: chance(5) ? nil : value(),
                replaces: chance(70) ? shown : [self.dot()])
        }
        let extras = chance(10) ? [Change.Extra(number: 7, bytes: [1, 2, 3])] : []
        return Change(
            dot: dot, device: devices[Int.random(in: 0..<2, using: &seed)],
            author: chance(10) ? .random(using: &seed) : nil,
            claimed: Stamp(bits: milliseconds << 16 | UInt64.random(in: 0...2, using: &seed)),
            schemaVersion: chance(95) ? 1 : .max, writes: writes, extras: extras)
    }

    mutating func sent() -> SentChange {
        let dot = dot()
        var payload = change(dot).payload
        switch Int.random(in: 0..<10, using: &seed) {
        case 0: payload = []
        case 1: payload.removeLast()
        case 2: payload[Int.random(in: 0..<payload.count, using: &seed)] ^= 0x41
        default: break
        }
        return SentChange(dot: dot, payload: payload)
    }

    mutating func stamps() -> Stamps {
        let accepted = milliseconds << 16 | UInt64.random(in: 0...9, using: &seed)
        return Stamps(
            effective: Stamp(bits: chance(80) ? accepted : .random(in: 0 ... .max, using: &seed)),
            accepted: Stamp(bits: accepted))
    }

    mutating func ruling() -> Ruling {
        let objection = Objection(
            .rule, rule: "stock", field: chance(50) ? address() : nil, hint: "Count again.")
        return chance(70) ? .accepted : chance(50) ? .needsApproval(objection) : .refused(objection)
    }

    mutating func entry(at position: UInt64) -> LogEntry {
        let sent = sent()
        let body: JudgedChange.Body =
            chance(80)
            ? .payload(sent.payload)
            : .empty(
                EmptyForm(emptying: change(sent.dot), payloadHash: sha256(sent.payload)))
        let judged = JudgedChange(dot: sent.dot, body: body, ruling: ruling(), stamps: stamps())
        let content: LogEntry.Content =
            chance(90) ? .change(judged) : .closed(self.dot().replica)
        return LogEntry(position: position, content: content)
    }
}
