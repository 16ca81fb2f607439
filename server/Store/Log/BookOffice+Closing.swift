import Bytes
import Catalog
import Causality
import PostgreSQL
package import Sync

/// Replicas that ended.
extension BookOffice {
    /// How long a replica of the server is silent before it is taken for one that ended: a day.
    private static let silenceMilliseconds: UInt64 = 86_400_000

    /// Folds the replicas that nobody writes as any more and whose changes all count: those of
    /// devices that were shut out or lost their place, but for the last that each began; and those
    /// that the server itself wrote as, in processes that ended. Whatever of them comes after all
    /// opens its replica again. The answer is how many there were.
    @discardableResult
    package func closeEnded(of book: BookID, at milliseconds: UInt64) async throws -> Int {
        try await pool.transaction { connection in
            try walls.enter(book, on: connection)
            let head = try connection.head(of: book, isLocked: true)
            guard head.recoveringSince == nil, head.attaching == nil else { return 0 }
            var layout = LogLayout(of: book, head: head)
            let lapsed = milliseconds - min(milliseconds, Attendance.leaseMilliseconds)
            let over = milliseconds - min(milliseconds, Self.silenceMilliseconds)
            let ended =
                try connection.ended(in: book, since: lapsed)
                + connection.own(Self.device, in: book, silentSince: over)
            guard !ended.isEmpty else { return 0 }
            try layout.lay(ended, from: connection)
            var log = open(layout.excerpt, of: book, Permit(isRevoked: false))
            let count = ended.count { log.close($0.replica.id) }
            if count > 0 {
                let difference = LogDifference(from: layout.excerpt, to: log)
                try write(difference, over: layout, by: connection)
            }
            return count
        }
    }
}

extension Connection {
    /// The replicas of devices that were shut out, or silent for longer than a book waits.
    fileprivate func ended(
        in book: BookID, since milliseconds: UInt64
    ) throws -> [NumberedReplica] {
        try numbered(
            """
            SELECT number, replica, device_id, highest, exceptions, is_closed, edges
            FROM held_replicas AS r
            WHERE book_id = \(book) AND NOT is_closed AND exceptions IS NULL
                AND (EXISTS (SELECT FROM devices AS d WHERE d.book_id = r.book_id
                        AND d.device_id = r.device_id AND d.revoked_at IS NOT NULL)
                    OR EXISTS (SELECT FROM attendances AS a WHERE a.book_id = r.book_id
                        AND a.device_id = r.device_id
                        AND a.heard_at < \(Int64(clamping: milliseconds))))
            ORDER BY number
            """)
    }

    /// The replicas as which the server itself wrote, and has not written for so long.
    fileprivate func own(
        _ device: DeviceID, in book: BookID, silentSince milliseconds: UInt64
    ) throws -> [NumberedReplica] {
        let own = try numbered(
            """
            SELECT number, replica, device_id, highest, exceptions, is_closed, edges
            FROM held_replicas
            WHERE book_id = \(book) AND NOT is_closed AND exceptions IS NULL
                AND device_id = \(device)
            ORDER BY number
            """)
        let last = own.map { Dot(replica: $0.replica.id, counter: $0.replica.run.highest) }
        let numbers = Dictionary(
            own.map { ($0.replica.id, $0.number) }, uniquingKeysWith: { $1 })
        let places = try places(of: Set(last), numbers, in: book)
        return zip(own, last).filter { _, dot in
            (places[dot]?.stamps.accepted.milliseconds ?? 0) <= milliseconds
        }.map(\.0)
    }
}
