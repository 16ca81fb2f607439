import Bytes
import Causality
import PostgreSQL
import Sync

/// The log itself: its points, its entries and what vouches for them.
extension Connection {
    /// Those points at some positions that the log has, and those there that no longer count.
    ///
    /// Each position is looked up by itself: a plan that was made while the book was small, and is
    /// kept, must not read all of it later.
    func points(
        at positions: Set<UInt64>, in book: BookID
    ) throws -> (present: [LogPoint], superseded: [LogPoint]) {
        let stored: [(LogPoint, Bool)] = try rows(Self.query(positions, in: book)) {
            (row) throws(PostgreSQLError) in
            let hash = try row.read(1, as: StoredHash.self).value
            let position = UInt64(try row.read(0, as: Int64.self))
            return (LogPoint(position: position, hash: hash), try row.read(2))
        }
        return (stored.filter(\.1).map(\.0), stored.filter { !$0.1 }.map(\.0))
    }

    /// Most laptops name one position, and the plan for that is kept; for an array, which may be of
    /// any length, it is made anew each time.
    private static func query(_ positions: Set<UInt64>, in book: BookID) -> Query {
        let wanted = positions.map { Int64(clamping: $0) }
        guard let only = wanted.first, wanted.count == 1 else {
            return """
                SELECT e.position, e.hash, true
                FROM unnest(\(wanted)) AS wanted (position) CROSS JOIN LATERAL (
                    SELECT position, hash FROM log_entries
                    WHERE book_id = \(book) AND position = wanted.position LIMIT 1) AS e
                UNION ALL SELECT position, hash, false FROM superseded_points
                WHERE book_id = \(book) AND position = ANY(\(wanted))
                """
        }
        return """
            SELECT position, hash, true FROM log_entries
            WHERE book_id = \(book) AND position = \(only)
            UNION ALL SELECT position, hash, false FROM superseded_points
            WHERE book_id = \(book) AND position = \(only)
            """
    }

    /// The entries that follow a point, as many as fit, the first one whatever its size; and
    /// whether any after the point opened graves.
    func tail(
        of book: BookID, after start: LogPoint, head: LogPoint, countMax: Int, bytesMax: Int
    ) throws -> (tail: LogTail, hasGraves: Bool) {
        let query: Query = """
            SELECT hash, entry, EXISTS (
                SELECT FROM log_graves
                WHERE book_id = \(book) AND position > \(Int64(clamping: start.position)))
            FROM (
                SELECT position, hash, entry,
                    sum(length(entry)) OVER (ORDER BY position) - length(entry) AS before
                FROM log_entries
                WHERE book_id = \(book) AND position > \(Int64(clamping: start.position))
                ORDER BY position LIMIT \(countMax)
            ) AS page WHERE before < \(bytesMax) ORDER BY position
            """
        var hasGraves = false
        let stored: [(ContentHash, [UInt8])] = try rows(query) { (row) throws(PostgreSQLError) in
            hasGraves = try row.read(2)
            return (try row.read(0, as: StoredHash.self).value, try row.read(1))
        }
        let tail = LogTail(
            after: start, entries: try stored.map { try StoredLog.entry(from: $0.1) },
            hashes: stored.map(\.0), head: head)
        return (tail, hasGraves)
    }

    /// The graves that entries between two positions opened.
    func graves(
        of book: BookID, after position: UInt64, through last: UInt64
    ) throws -> [UInt64: [Record]] {
        let query: Query = """
            SELECT position, collection, record_id, state FROM log_graves
            WHERE book_id = \(book) AND position > \(Int64(clamping: position))
                AND position <= \(Int64(clamping: last))
            ORDER BY position, collection, record_id
            """
        let stored: [(UInt64, RecordKey, [UInt8])] = try rows(query) {
            (row) throws(PostgreSQLError) in
            let collection = UInt32(truncatingIfNeeded: try row.read(1, as: Int64.self))
            let key = RecordKey(collection: collection, id: try row.read(2))
            return (UInt64(try row.read(0, as: Int64.self)), key, try row.read(3))
        }
        return try stored.reduce(into: [:]) { graves, row in
            graves[row.0, default: []].append(try Record(key: row.1, encoded: row.2))
        }
    }

    /// The first so many receipts that vouch for the entries between two positions.
    func receipts(
        of book: BookID, after position: UInt64, through last: UInt64, countMax: Int
    ) throws -> [Receipt] {
        try receipts(
            of: book,
            """
            SELECT start_position, end_position, key_number, signature,
                (SELECT hash FROM log_entries
                    WHERE book_id = r.book_id AND position = r.start_position),
                (SELECT string_agg(hash, ''::bytea ORDER BY position) FROM log_entries
                    WHERE book_id = r.book_id AND position > r.start_position
                        AND position <= r.end_position)
            FROM receipts AS r
            WHERE book_id = \(book) AND end_position > \(Int64(clamping: position))
                AND start_position < \(Int64(clamping: last))
            ORDER BY end_position LIMIT \(countMax)
            """)
    }

    /// The receipts that vouch for the entries at some positions.
    func receipts(at positions: Set<UInt64>, in book: BookID) throws -> [Receipt] {
        let ends: [Int64] = try rows(
            """
            SELECT DISTINCT (SELECT end_position FROM receipts
                WHERE book_id = \(book) AND end_position >= wanted.position
                ORDER BY end_position LIMIT 1)
            FROM unnest(\(positions.map { Int64(clamping: $0) })) AS wanted (position)
            """
        ) { (row) throws(PostgreSQLError) in try row.read(0, as: Int64?.self) ?? 0 }
        return try receipts(
            of: book,
            """
            SELECT start_position, end_position, key_number, signature,
                (SELECT hash FROM log_entries
                    WHERE book_id = r.book_id AND position = r.start_position),
                (SELECT string_agg(hash, ''::bytea ORDER BY position) FROM log_entries
                    WHERE book_id = r.book_id AND position > r.start_position
                        AND position <= r.end_position)
            FROM receipts AS r
            WHERE book_id = \(book) AND end_position = ANY(\(ends))
            ORDER BY end_position
            """)
    }

    private func receipts(of book: BookID, _ query: Query) throws -> [Receipt] {
        let stored = try rows(query, as: StoredReceipt.self)
        return try stored.map { try $0.receipt(of: book) }
    }
}

/// A row of `receipts` with the log hashes that it vouches for.
private struct StoredReceipt: RowReadable {
    let start: Int64
    let key: Int64
    let signature: [UInt8]
    let startHash: [UInt8]?
    let hashes: [UInt8]

    init(row: borrowing Row) throws(PostgreSQLError) {
        start = try row.read(0)
        key = try row.read(2)
        signature = try row.read(3)
        startHash = try row.read(4)
        hashes = try row.read(5)
    }

    func receipt(of book: BookID) throws -> Receipt {
        let before = startHash.flatMap { ContentHash(bytes: $0) } ?? .zero
        return Receipt(
            book: book, start: LogPoint(position: UInt64(start), hash: before),
            hashes: try StoredLog.hashes(from: hashes), key: UInt32(truncatingIfNeeded: key),
            signature: signature)
    }
}
