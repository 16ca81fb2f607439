import Bytes
import SQLite
package import Sync

/// What whoever operates the server has to be told.
extension BookDesk {
    /// So many changes, and so many bytes of them, go into one report.
    private static let toldChangesMax = 100
    private static let toldBytesMax = 4 << 20

    /// Changes that were put aside and of which the server has not been told, so many at most.
    package func untoldQuarantine() async throws -> [SentChange] {
        try await database.read { connection in
            let payloads: [[UInt8]] = try connection.query(
                "SELECT payload FROM quarantined_changes WHERE is_told = 0 LIMIT ?",
                Self.toldChangesMax
            ) { try $0.read(0) }
            var (told, bytes) = ([SentChange](), 0)
            for payload in payloads {
                bytes += payload.count
                guard told.isEmpty || bytes <= Self.toldBytesMax else { break }
                told.append(SentChange(try Change(payload: payload)))
            }
            return told
        }
    }

    /// Whether there are any.
    package func hasUntoldQuarantine() async throws -> Bool {
        try await database.read { connection in
            try connection.scalar(
                "SELECT EXISTS (SELECT 1 FROM quarantined_changes WHERE is_told = 0)") ?? false
        }
    }

    /// The server has taken note of them.
    package func told(_ changes: [SentChange]) async throws {
        try await database.write { connection in
            for change in changes {
                try connection.execute(
                    "UPDATE quarantined_changes SET is_told = 1 WHERE payload_hash = ?",
                    CopyHash.function(change.payload).bytes)
            }
        }
    }

    /// How far the log is applied, and what the base then adds up to.
    package func parity(
        at milliseconds: UInt64
    ) async throws -> (point: LogPoint, digest: ContentHash) {
        try await step(at: milliseconds) { copy, _ in (copy.cursor, copy.digest.hash) }
    }
}
