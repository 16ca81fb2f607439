import Bookkeeping
import Catalog
package import Causality
package import Sync

/// A book as conflicts are found in it: what both stores can answer from what they keep anyway.
package protocol BookView {
    /// The state of a record; one that nobody has written to is empty.
    func record(_ key: RecordKey) -> Record
    /// Who made a change and when; `nil` for one that is not held.
    func origin(of dot: Dot) -> Origin?
    /// What a change wrote; `nil` where the log no longer has it.
    func change(_ dot: Dot) -> Change?
    /// The records that stand under a key, in any order.
    func records(under key: IndexKey) -> [RecordKey]
}

/// Who made a change, and when.
package struct Origin: Hashable, Sendable {
    /// Who, where that is not the person whose device it is.
    package let author: PersonID?
    /// On which device.
    package let device: DeviceID
    /// When, by the author's clock.
    package let claimed: Stamp
    /// When the server took it; `nil` until it has.
    package let accepted: Stamp?

    /// Takes what a change and the log say.
    package init(author: PersonID?, device: DeviceID, claimed: Stamp, accepted: Stamp?) {
        self.author = author
        self.device = device
        self.claimed = claimed
        self.accepted = accepted
    }
}

extension BookView {
    /// What is read of a record; `nil` where its collection is of a later version, or nothing of it
    /// was written.
    func facts(_ key: RecordKey) -> Facts? {
        let record = record(key)
        return record.registers.isEmpty ? nil : Facts(record)
    }

    /// The records of one collection that name another, in the order in which they were taken.
    func facts(of number: CollectionNumber, naming key: RecordKey) -> [Facts] {
        facts(of: number, under: .naming(key))
    }

    /// The records of one collection under a key, in the order in which they were taken.
    func facts(of number: CollectionNumber, under key: IndexKey) -> [Facts] {
        records(under: key).filter { $0.collection == number.rawValue }.compactMap(facts)
            .sorted { $0.isTaken(before: $1) }
    }

    /// What is joined to some payments and documents, and what it comes to.
    func accounts(joining keys: [RecordKey]) -> Accounts {
        Accounts(joining: keys, facts: facts, naming: { records(under: .naming($0)) })
    }

    /// Whether a record that can be deleted is there.
    func isAlive(_ record: Record) -> Bool {
        Catalog.schema.isDeletable(record.key.collection)
            ? record.isAlive : !record.registers.isEmpty
    }
}

extension Record {
    /// The changes that made what stands in a record that is written once.
    var makers: [Dot] {
        registers.filter { $0.key.number != Life.register }.compactMap {
            $0.value.standing(.first)?.dot
        }
    }
}
