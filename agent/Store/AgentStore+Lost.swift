package import Causality
import Conflicts
package import Invoicing
import SQLite
import Sync

extension AgentStore {
    /// Changes that the server's log lacks although it holds later ones of the same replica:
    /// nobody has brought them so far.
    package struct LostChanges: Hashable, Sendable {
        /// As which replica they were written.
        package let replica: ReplicaID
        /// Which of its changes.
        package let counters: ClosedRange<UInt64>
        /// Whose the next one is that there is, on which device, and when; `nil` where the laptop
        /// does not hold that one itself.
        package let followedBy: String?
    }

    /// What is lost, as far as this laptop follows the log.
    package func lost(zone: ZoneRules) async throws -> [LostChanges] {
        try await database.read { connection in
            let broken = try connection.brokenReplicas()
            return try connection.ask(LaidOutBook()) { book in
                let teller = Teller(in: book, on: device, zone: zone)
                return broken.flatMap { replica, gaps in
                    gaps.map { gap in
                        let next = Dot(replica: replica, counter: gap.upperBound + 1)
                        let isHeld = book.origin(of: next) != nil
                        return LostChanges(
                            replica: replica, counters: gap,
                            followedBy: isHeld ? teller.origin(of: next) : nil)
                    }
                }
            }
        }
    }
}

extension Connection {
    /// How many changes are lost.
    func lostCount() throws -> Int {
        try brokenReplicas().flatMap(\.gaps).reduce(0) { $0 + $1.count }
    }

    fileprivate func brokenReplicas() throws -> [(
        replica: ReplicaID, gaps: [ClosedRange<UInt64>]
    )] {
        try query(
            """
            SELECT replica, exceptions FROM held_replicas WHERE exceptions IS NOT NULL
            ORDER BY number
            """
        ) { row in
            (replica: try row.read(0), gaps: try StoredLog.ranges(from: try row.read(1)))
        }
    }
}
