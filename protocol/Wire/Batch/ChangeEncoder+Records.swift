import Bytes
import Causality
import Sync

/// How the ids of records are told: by their place among those told before, or by their minting.
extension ChangeEncoder {
    /// How the origin of an id is told.
    enum Origin {
        static let full = 0
        static let own = 1
        static let first = 2
    }

    /// Tells the record of a write; the answer is the replica whose dots are expected.
    @inline(__always)
    mutating func record(_ id: FullID) -> Int {
        if ids.last?.id == id {
            columns.records.byte(0)
        } else {
            introduce(id, isRecord: true)
        }
        return ids.last?.origin ?? own
    }

    /// Tells an id that is a value.
    mutating func refer(to id: FullID) {
        if ids.last?.id == id { columns.records.byte(0) } else { introduce(id, isRecord: false) }
    }

    private mutating func introduce(_ id: FullID, isRecord: Bool) {
        let (number, isNew) = ids.number(of: id)
        columns.records.count(isNew ? 1 : 1 + ids.count - number)
        let origin = isNew ? tell(id) : ids.origin(of: number)
        if isNew { ids.setOrigin(of: number, to: origin) }
        if isRecord { ids.last = (id, origin) }
    }

    /// Tells an id for the first time, and who minted it.
    private mutating func tell(_ id: FullID) -> Int? {
        let minted: Identifier<Item> = id.named()
        guard let origin = minted.origin, let number = minter(of: origin.node) else {
            columns.origins.count(Origin.full)
            columns.names.full(id)
            return nil
        }
        columns.origins.count(number == own ? Origin.own : Origin.first + number)
        let expected = replicas.entries[number].lastMoment
        ColumnWriters.split(
            origin.milliseconds,
            from: number == own ? lastClaimed >> 16 : expected ?? lastClaimed >> 16,
            &columns.moments, &columns.momentTails)
        columns.serials.difference(
            of: UInt64(origin.serial), from: UInt64(replicas.entries[number].nextSerial))
        replicas.entries[number].lastMoment = origin.milliseconds
        replicas.entries[number].nextSerial = origin.serial &+ 1
        return number
    }

    /// The replica of a node: the author of the change, one that was named, one on the roll.
    private mutating func minter(of node: UInt64) -> Int? {
        if replicas.entries[own].id.node == node { return own }
        if let number = replicas.nodes[node] { return number }
        guard let number = roll.number(ofNode: node, within: rollCount) else { return nil }
        return replica(FullID(roll.replicas[number]))
    }
}
