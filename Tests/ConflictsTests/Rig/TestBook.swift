import Bytes
import Catalog
import Causality
import Conflicts
import Seeds
import Sync
import Testing

/// A book in memory: what one replica holds, with the conflicts that it found as it grew.
struct TestBook: BookView {
    private(set) var state = BookState()
    private(set) var open = OpenConflicts()
    private var log: [Dot: (change: Change, accepted: Stamp?)] = [:]
    private var index = ConflictIndex()
    private var forgotten: Set<Dot> = []
    private var clock: UInt64 = 1_000

    func record(_ key: RecordKey) -> Record { state[key] }

    func origin(of dot: Dot) -> Origin? {
        log[dot].map {
            Origin(
                author: $0.change.author, device: $0.change.device, claimed: $0.change.claimed,
                accepted: $0.accepted)
        }
    }

    func change(_ dot: Dot) -> Change? { forgotten.contains(dot) ? nil : log[dot]?.change }

    /// Drops what changes wrote, as a log that was compacted.
    mutating func forget(_ dots: [Dot]) { forgotten.formUnion(dots) }

    func records(under key: IndexKey) -> [RecordKey] { index.records(under: key) }

    /// Takes changes in the order of the server.
    mutating func take(_ changes: Change...) { take(changes) }

    mutating func take(_ changes: [Change]) {
        for change in changes {
            clock += 1
            take(change, accepted: Stamp(milliseconds: Person.epoch + clock * 1_000))
        }
    }

    /// Takes a change at a place in the order of the server, or as one that it has not seen yet.
    mutating func take(_ change: Change, accepted: Stamp?) {
        let before = self
        log[change.dot] = (change, accepted)
        state.apply(change, stamp: change.claimed, accepted: accepted)
        for key in change.records { index.update(from: before.state[key], to: state[key]) }
        open.update(change.records, from: before, to: self)
    }

    /// The open conflicts as they read now.
    var conflicts: [Conflict] {
        open.conflicts.compactMap { ConflictFinder().refreshed($0, in: self) }
    }

    func conflicts(_ rule: RuleName) -> [Conflict] { conflicts.filter { $0.rule == rule } }

    /// The only conflict of a rule.
    func only(_ rule: RuleName) throws -> Conflict {
        let found = conflicts(rule)
        try #require(found.count == 1, "\(conflicts.map(\.words.title))")
        return found[0]
    }

    /// The same book as another replica has it, to which the same changes came in another order.
    func elsewhere(seed: UInt64) -> TestBook {
        var random = SeededGenerator(seed: seed)
        var other = TestBook()
        for (change, accepted) in log.values.sorted(by: { $0.change.dot < $1.change.dot })
            .shuffled(using: &random)
        {
            other.take(change, accepted: accepted)
        }
        return other
    }

    /// Every replica that holds the same asks the same, whatever came first.
    func isTheSameEverywhere() -> Bool {
        (0..<UInt64(3)).allSatisfy { seed in
            let other = elsewhere(seed: seed)
            return other.open.conflicts.count == conflicts.count && other.conflicts == conflicts
        }
    }
}
