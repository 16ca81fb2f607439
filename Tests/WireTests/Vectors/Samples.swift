import Bytes
import Causality
import Sync
import Wire

/// Changes of a few replicas, small enough to be read byte by byte.
enum Samples {
    static let stamp = Stamp(milliseconds: 1_800_000_000_000)
    static let replica = Vector.roll[0]
    static let key = RecordKey(
        collection: 1,
        id: Identifier(
            IdentifierOrigin(milliseconds: stamp.milliseconds, node: replica.node, serial: 0)))

    static func change(
        _ counter: UInt64, _ writes: [Write], extras: [Change.Extra] = [], author: PersonID? = nil
    ) -> Change {
        Change(
            dot: Dot(replica: replica, counter: counter), device: Vector.device, author: author,
            claimed: Stamp(milliseconds: stamp.milliseconds + 60_000 * (counter - 1)),
            schemaVersion: 1, writes: writes, extras: extras)
    }

    static func write(_ register: UInt32, _ value: Value?, over dots: [Dot] = []) -> Write {
        Write(
            address: RegisterAddress(record: key, register: register), value: value, replaces: dots)
    }

    /// A client is made.
    static let client = change(
        1,
        [
            write(0, Life.alive.value), write(2, .text("Müller & Söhne")),
            write(
                6,
                .group([
                    Value.Member(number: 1, value: .text("Ringweg 5")),
                    Value.Member(number: 3, value: .text("Ulm")),
                ])), write(11, .text("EUR")),
        ])

    /// His name is corrected, which touches his life.
    static let update = change(
        2,
        [
            write(0, Life.alive.value, over: [client.dot]),
            write(2, .text("Müller & Sohn"), over: [client.dot]),
        ])

    static let values = change(
        3,
        [
            write(1, .empty), write(2, .bool(false)), write(3, .bool(true)),
            write(4, .integer(.min)), write(5, .integer(.max)), write(6, .integer(-1)),
            write(7, .text("")), write(8, .bytes([])), write(9, .bytes(key.id.bytes)),
            write(10, .bytes(Vector.roll[3].bytes)), write(11, .group([])), write(12, nil),
        ])

    static let deep = change(
        4,
        [
            write(
                1,
                (0..<4).reduce(Value.empty) { value, number in
                    .group([Value.Member(number: UInt32(number), value: value)])
                })
        ])

    static let manyDots = change(
        5, [write(1, .empty, over: (1...1_000).map { Dot(replica: replica, counter: $0) })])

    static let set = change(
        6,
        ["late", "vip"].map { tag in
            Write(
                address: RegisterAddress(
                    record: key, key: RegisterKey(20, element: Array(tag.utf8))),
                value: tag == "vip" ? nil : .text(tag), replaces: [client.dot])
        })

    /// What a later version says.
    static let later = change(
        7, [write(4_000_000_000, .text("?"))],
        extras: [Change.Extra(number: 1, bytes: [9]), Change.Extra(number: 300, bytes: [])],
        author: PersonID(words: (high: 0xa0, low: 0x0a)))
}

extension Samples {
    static let objection = Objection(
        .rule, rule: "number", field: RegisterAddress(record: key, register: 1),
        hint: "Choose another number.")
    static let stamps = Stamps(
        effective: stamp, accepted: Stamp(milliseconds: stamp.milliseconds + 5))

    static func entry(_ position: UInt64, _ ruling: Ruling) -> LogEntry {
        let change = position == 1 ? client : update
        return LogEntry(
            position: position,
            content: .change(
                JudgedChange(
                    dot: change.dot, body: .payload(change.payload), ruling: ruling,
                    stamps: Stamps(
                        effective: change.claimed,
                        accepted: Stamp(milliseconds: change.claimed.milliseconds + 5)))))
    }

    static func refused(_ position: UInt64) -> LogEntry {
        let form = EmptyForm(emptying: update, payloadHash: sha256(update.payload))
        return LogEntry(
            position: position,
            content: .change(
                JudgedChange(
                    dot: form.dot, body: .empty(form), ruling: .refused(objection), stamps: stamps))
        )
    }

    static let record: Record = {
        var record = Record(key: key)
        record.apply(client, stamp: stamp, accepted: stamps.accepted)
        return record
    }()

    /// What no server has taken yet.
    static let own: Record = {
        var record = Record(key: key)
        record.apply(client, stamp: stamp)
        return record
    }()

    static let conflict: Record = {
        var record = Samples.record
        let other = Change(
            dot: Dot(replica: Vector.roll[1], counter: 1), device: Vector.device, claimed: stamp,
            schemaVersion: 1, writes: [write(2, .text("Mueller"))])
        record.apply(
            other, stamp: Stamp(bits: stamp.bits + (1 << 16) + 2),
            accepted: Stamp(bits: stamp.bits - (9_000 << 16) + 3))
        return record
    }()
}
