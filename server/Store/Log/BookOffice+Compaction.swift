import Bytes
import Causality
import PostgreSQL
package import Sync

/// What need not be kept any longer.
extension BookOffice {
    /// Entries that are dropped in one transaction: nobody waits long for the book's lock.
    private static let droppedEntries = 500

    /// Remembers how long the log is now, and declares durable what was in it so long ago and
    /// every live device has passed: backups hold it. The answer is the durable position.
    @discardableResult
    package func declareDurable(
        _ book: BookID, ageMilliseconds: UInt64 = BookLog.durableAgeMilliseconds,
        at milliseconds: UInt64
    ) async throws -> UInt64 {
        let oldest = milliseconds - min(milliseconds, ageMilliseconds)
        return try await pool.transaction { connection in
            let head = try connection.head(of: book, isLocked: true)
            guard head.recoveringSince == nil, head.attaching == nil else { return head.durable }
            var layout = LogLayout(of: book, head: head)
            layout.lay(try connection.attendance(in: book))
            try connection.mark(head.point.position, of: book, at: milliseconds)
            let covered = try connection.covered(in: book, since: oldest)
            var log = open(layout.excerpt, of: book, Permit(isRevoked: false))
            // The marks tell the age.
            log.declareDurable(covered, ageMillisecondsMin: 0, milliseconds: milliseconds)
            if log.durable > head.durable {
                let difference = LogDifference(from: layout.excerpt, to: log)
                try write(difference, over: layout, by: connection)
            }
            return log.durable
        }
    }

    /// Drops the payloads of durable entries, some at a time; `false` once there are no more.
    package func compact(_ book: BookID) async throws -> Bool {
        try await pool.transaction { connection in
            let head = try connection.head(of: book, isLocked: true)
            let last = min(head.durable, head.compacted + UInt64(Self.droppedEntries))
            guard head.recoveringSince == nil, last > head.compacted else { return false }
            let layout = LogLayout(of: book, head: head)
            var log = open(layout.excerpt, of: book, Permit(isRevoked: false))
            log.compact(through: last)
            try connection.drop(after: head.compacted, through: last, of: book)
            let difference = LogDifference(from: layout.excerpt, to: log)
            try write(difference, over: layout, by: connection)
            return last < head.durable
        }
    }
}

extension Connection {
    /// Takes note of how long a log is, where it has grown since that was last noted.
    fileprivate func mark(
        _ position: UInt64, of book: BookID, at milliseconds: UInt64
    ) throws(PostgreSQLError) {
        try execute(
            """
            INSERT INTO log_marks (book_id, marked_at, position)
            SELECT \(book), \(Int64(clamping: milliseconds)), \(Int64(clamping: position))
            WHERE NOT EXISTS (SELECT FROM log_marks WHERE book_id = \(book)
                AND (position >= \(Int64(clamping: position))
                    OR marked_at >= \(Int64(clamping: milliseconds))))
            """)
    }

    /// How long a log was at a moment, as far as it was noted; older notes are forgotten.
    fileprivate func covered(
        in book: BookID, since milliseconds: UInt64
    ) throws(PostgreSQLError) -> UInt64 {
        let query: Query = """
            SELECT marked_at, position FROM log_marks
            WHERE book_id = \(book) AND marked_at <= \(Int64(clamping: milliseconds))
            ORDER BY marked_at DESC LIMIT 1
            """
        let found: (Int64, Int64)? = try first(query) { (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1))
        }
        guard let (moment, position) = found else { return 0 }
        try execute("DELETE FROM log_marks WHERE book_id = \(book) AND marked_at < \(moment)")
        return UInt64(clamping: position)
    }

    /// Keeps of entries what has to be told of their changes, and nothing else.
    fileprivate func drop(
        after position: UInt64, through last: UInt64, of book: BookID
    ) throws {
        let (first, last) = (Int64(clamping: position), Int64(clamping: last))
        let stored: [(Int64, [UInt8])] = try rows(
            """
            SELECT position, entry FROM log_entries
            WHERE book_id = \(book) AND position > \(first) AND position <= \(last)
                AND entry IS NOT NULL
            """
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        let places: [[UInt8]?] = try stored.map { position, bytes in
            try StoredLog.entry(from: bytes).change.map { change in
                StoredLog.place(
                    LogPlace(of: change, at: UInt64(position), using: LogHash.function))
            }
        }
        try execute(
            """
            UPDATE log_entries AS e SET entry = NULL, place = dropped.place
            FROM unnest(\(stored.map(\.0)), \(places)) AS dropped (position, place)
            WHERE e.book_id = \(book) AND e.position = dropped.position
            """)
        try execute(
            """
            DELETE FROM log_graves
            WHERE book_id = \(book) AND position > \(first) AND position <= \(last)
            """)
    }
}
