/// What happened in runs, so that a run in which nothing happened proves nothing unnoticed.
package struct Tally: Hashable, Sendable, CustomStringConvertible {
    /// The things that are counted.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case saved, refused, deed, dependent, conflict, reentered, rewound, copied, cloned, crashed
        case closed, duplicate, restored, recovered, snapshot, early, issued, paid
        case waited, lapsed, held, merged, attached, imported
        case corrupted, forged, lost, checked, delivered, revoked, compacted, grave
        case restated, settled, undone, harmed, alarmed, upgraded
    }

    private var counts: [Event: Int] = [:]

    /// Counts from nothing.
    package init() {}

    /// How often something happened.
    package subscript(event: Event) -> Int { counts[event] ?? 0 }

    mutating func count(_ event: Event, _ number: Int = 1) { counts[event, default: 0] += number }

    /// Adds what happened in another run.
    package mutating func add(_ other: Tally) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// One line.
    package var description: String {
        Event.allCases.map { "\($0.rawValue) \(self[$0])" }.joined(separator: ", ")
    }
}
