import Bytes
package import Causality

/// Takes the place of a replica of which a message tells only the number.
package enum StandIn {
    /// An id's bits that every id of one node shares begin here; each number is a node of its own.
    private static let nodeShift: UInt64 = 18

    /// The stand-in of a number.
    static func replica(_ number: Int) -> ReplicaID {
        ReplicaID(words: (high: UInt64(number + 1) << nodeShift, low: 0))
    }

    /// The number on the roll that a stand-in tells, from 0; `nil` for a replica's own id.
    package static func number(of replica: ReplicaID) -> Int? {
        let (high, low) = replica.words
        let number = high >> nodeShift
        guard low == 0, (1...UInt64(Limits.replicasMax)).contains(number),
            number << nodeShift == high
        else { return nil }
        return Int(number) - 1
    }
}
