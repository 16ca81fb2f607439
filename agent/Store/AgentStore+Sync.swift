import Bytes
import Causality
import SQLite
package import Sync

extension AgentStore {
    /// How much there is of what a person may have to look at.
    package struct Standing: Hashable, Sendable {
        /// How far the server's log is applied.
        package let cursor: UInt64
        /// Changes that the server has not judged yet.
        package let unsent: Int
        /// Changes that it refused.
        package let refused: Int
        /// What waits for a decision, approvals not among them.
        package let conflicts: Int
        /// What waits for an owner's approval.
        package let approvals: Int
        /// Changes that were put aside, since another one bears their name.
        package let quarantined: Int
        /// Changes of others that the server's log lacks and nobody has brought.
        package let lost: Int
        /// Whether nothing is to be exchanged for now.
        package let isPaused: Bool
    }

    /// How the book stands, all of it at one moment.
    package func standing() async throws -> Standing {
        try await database.read { connection in
            Standing(
                cursor: UInt64(stored: try connection.scalar("SELECT cursor FROM copy") ?? 0),
                unsent: try connection.number(
                    "SELECT count(*) FROM own_changes WHERE judgement IS NULL"),
                refused: try connection.number("SELECT count(*) FROM handed_back"),
                conflicts: try connection.number(
                    "SELECT count(DISTINCT id) FROM conflicts WHERE rule <> 'approval'"),
                approvals: try connection.number(
                    "SELECT count(DISTINCT id) FROM conflicts WHERE rule = 'approval'"),
                quarantined: try connection.number("SELECT count(*) FROM quarantined_changes"),
                lost: try connection.lostCount(),
                isPaused: try connection.number("SELECT is_paused FROM book") == 1)
        }
    }

    /// How many of this laptop's changes the server has not judged yet.
    package func unsentCount() async throws -> Int { try await standing().unsent }

    /// How many changes of one's own that wrote a record, or something that names it, the server
    /// has not judged yet, so many at most; none where the book has no server.
    package func unsentCount(about id: RecordID, limit: Int) async throws -> Int {
        try await database.read { connection in
            guard try connection.enrolment() != nil else { return 0 }
            return try connection.ownChanges("own_changes", about: id, limit: limit)
                .count { $0.judgement == nil }
        }
    }

    /// How far the server's log is applied.
    package func cursor() async throws -> UInt64 { try await standing().cursor }

    /// Whether nothing is to be exchanged for now.
    package func pause(_ isPaused: Bool) async throws {
        try await database.write { try $0.execute("UPDATE book SET is_paused = ?", isPaused) }
    }
}

extension Connection {
    /// What a query counts.
    fileprivate func number(_ sql: String) throws -> Int { try scalar(sql) ?? 0 }
}
