/// Names one change: the replica that made it and the replica's own count of it.
///
/// A replica's counters run 1, 2, 3 … without holes; nobody ever uses a dot for two changes.
package struct Dot: Hashable, Sendable {
    /// Who made the change.
    package let replica: ReplicaID
    /// The how-manieth change of that replica it is, from 1.
    package let counter: UInt64

    /// Names the change that `replica` made as its `counter`th.
    package init(replica: ReplicaID, counter: UInt64) {
        self.replica = replica
        self.counter = counter
    }
}

extension Dot: Comparable {
    /// Orders dots by replica, then by counter, so that lists of them have one canonical order.
    package static func < (left: Dot, right: Dot) -> Bool {
        (left.replica, left.counter) < (right.replica, right.counter)
    }
}
