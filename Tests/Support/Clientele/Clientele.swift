import Bytes
package import Causality
import Seeds
package import Sync

/// A book's clients over a year, and what people do to them: the data set of tests and figures
/// that speak of sizes.
///
/// Three laptops start their programs on most days, so that a year's clients were made by 250
/// replicas; a third of them was edited since on another laptop.
package struct Clientele: Sendable {
    private static let yearMilliseconds: UInt64 = 365 * 86_400_000
    private static let beginning: UInt64 = 1_780_000_000_000
    private static let collection: UInt32 = 1

    /// A client that is there, and the changes that wrote it.
    package struct Member: Sendable {
        /// Its record.
        package let key: RecordKey
        /// The change that made it.
        package let made: Dot
        /// The change that touched it last.
        package let touched: Dot
    }

    /// The laptops.
    package let devices: [DeviceID]
    /// The replicas of the year, in the order of their births.
    package let replicas: [ReplicaID]
    /// The clients.
    package let members: [Member]
    private var seed: SeededGenerator

    /// A year that ended with so many clients.
    package init(count: Int = 1_000, replicas replicaCount: Int = 250, seed number: UInt64 = 1) {
        var seed = SeededGenerator(seed: number)
        let devices = (0..<3).map { _ in DeviceID.random(using: &seed) }
        let replicas = (0..<replicaCount).map { _ in ReplicaID.random(using: &seed) }
        var members: [Member] = []
        for (place, replica) in replicas.enumerated() {
            var (mint, counter) = (IdentifierMint(of: replica), UInt64(seed.number(0...5)))
            var time = Self.beginning + Self.yearMilliseconds * UInt64(place) / UInt64(replicaCount)
            let share = count * (place + 1) / replicaCount - count * place / replicaCount
            for _ in 0..<share {
                time += UInt64(seed.number(60_000...7_200_000))
                counter += UInt64(seed.number(1...12))
                let made = Dot(replica: replica, counter: counter)
                let later = replicas[seed.number(place...(replicaCount - 1))]
                let edited = Dot(replica: later, counter: UInt64(seed.number(1...60)))
                members.append(
                    Member(
                        key: RecordKey(
                            collection: Self.collection, id: mint.next(milliseconds: time)),
                        made: made, touched: seed.isOnce(in: 3) ? edited : made))
            }
        }
        (self.devices, self.replicas, self.members, self.seed) = (devices, replicas, members, seed)
    }
}

extension Clientele {
    /// Whole working days of one laptop without a network, each a replica of its own: in every
    /// change one field of another client gets a new value.
    package mutating func updates(days: Int = 5) -> [Change] {
        let order = members.shuffled(using: &seed)
        let each = (order.count + days - 1) / days
        var changes: [Change] = []
        for day in 0..<days {
            let replica = ReplicaID.random(using: &seed)
            var time = Self.beginning + Self.yearMilliseconds + UInt64(day) * 86_400_000
            for (place, member) in order.dropFirst(day * each).prefix(each).enumerated() {
                time += UInt64(seed.number(2_000...280_000))
                changes.append(
                    change(
                        Dot(replica: replica, counter: UInt64(place + 1)), at: time,
                        update(of: member)))
            }
        }
        return changes
    }

    /// The new value, and the touch of the record's life that goes along with it.
    private mutating func update(of member: Member) -> [Write] {
        let card = Card(number: seed.number(1...9_999), using: &seed)
        let (register, text): (UInt32, String) =
            switch seed.number(1...10) {
            case 1...4: (5, Card.phone(using: &seed))
            case 5...7: (4, card.email)
            case 8: (1, card.number)
            case 9: (8, "DE\(seed.number(100_000_000...999_999_999))")
            default: (10, "PO-\(seed.number(100_000...999_999))")
            }
        return [
            Write(
                address: RegisterAddress(record: member.key, register: Life.register),
                value: Life.alive.value, replaces: [member.touched]),
            Write(
                address: RegisterAddress(record: member.key, register: register),
                value: .text(text), replaces: [member.made]),
        ]
    }

    private func change(_ dot: Dot, at milliseconds: UInt64, _ writes: [Write]) -> Change {
        Change(
            dot: dot, device: devices[0], claimed: Stamp(milliseconds: milliseconds),
            schemaVersion: 1, writes: writes)
    }
}

extension Clientele {
    /// So many cards that people type in on one laptop, and the changes that come of them.
    package mutating func arrivals(_ count: Int) -> (cards: [Card], changes: [Change]) {
        let replica = ReplicaID.random(using: &seed)
        var (mint, time) = (IdentifierMint(of: replica), Self.beginning + Self.yearMilliseconds)
        var (cards, changes) = ([Card](), [Change]())
        for number in 1...count {
            time += UInt64(seed.number(20_000...280_000))
            let card = Card(number: number, using: &seed)
            let key = RecordKey(collection: Self.collection, id: mint.next(milliseconds: time))
            cards.append(card)
            changes.append(
                change(Dot(replica: replica, counter: UInt64(number)), at: time, card.writes(key)))
        }
        return (cards, changes)
    }
}

extension Card {
    /// What makes the client; fields that nobody filled in are not written.
    fileprivate func writes(_ key: RecordKey) -> [Write] {
        let texts: [(UInt32, String)] = [
            (1, number), (2, name), (3, isCompany ? "company" : "person"), (4, email), (5, phone),
            (8, vatID), (10, reference), (11, currency), (12, language),
        ]
        let parts = zip([1, 3, 4, 6], address).map { number, text in
            Value.Member(number: number, value: .text(text))
        }
        let values =
            [(Life.register, Life.alive.value), (6, .group(parts))]
            + texts.filter { !$0.1.isEmpty }.map { ($0.0, Value.text($0.1)) }
        return values.map { register, value in
            Write(
                address: RegisterAddress(record: key, register: register), value: value,
                replaces: [])
        }
    }
}
