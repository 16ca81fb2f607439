package import Causality
import Conflicts
package import Invoicing
import SQLite
package import Sync

extension AgentStore {
    /// One change of the server's log.
    package struct Logged: Sendable {
        /// Its place.
        package let position: UInt64
        /// The change.
        package let change: Change
        /// When the server took it.
        package let accepted: Stamp
        /// Who did it, on which device, and when.
        package let by: String
        /// What a person calls the records that it wrote to: the first few.
        package let about: [String]
    }

    private static let namesMax = 5

    /// What this laptop is called in its book, if anybody said so.
    package func deviceName() async throws -> String? {
        try await database.read { connection in
            try connection.ask(LaidOutBook()) { Teller(in: $0).name(of: device) }
        }
    }

    /// The changes of the log as far as they are held, the latest first, so many at most.
    package func log(limit: Int, zone: ZoneRules) async throws -> [Logged] {
        try await database.read { connection in
            let entries = try connection.query(
                """
                SELECT position, payload, accepted FROM history WHERE position > 0
                ORDER BY position DESC LIMIT ?
                """, limit
            ) { row in
                (
                    position: UInt64(stored: try row.read(0)),
                    change: try Change(payload: try row.read(1)),
                    accepted: try row.read(2, as: Stamp.self)
                )
            }
            return try connection.ask(LaidOutBook()) { book in
                let teller = Teller(in: book, on: device, zone: zone)
                return entries.map { entry in
                    Logged(
                        position: entry.position, change: entry.change, accepted: entry.accepted,
                        by: teller.origin(of: entry.change.dot),
                        about: entry.change.records.prefix(Self.namesMax).map(teller.name))
                }
            }
        }
    }
}
