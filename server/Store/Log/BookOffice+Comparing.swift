import Bytes
import PostgreSQL
package import Sync

/// What laptops ask whose state differs from the server's.
extension BookOffice {
    /// Tells the digests of ranges of records.
    package func answer(
        _ comparison: Comparison, of book: BookID
    ) async throws -> Digests {
        try await pool.transaction(.snapshot) { connection in
            let head = try connection.head(of: book, isLocked: false).point
            guard head == comparison.point else { return Digests(point: head, ranges: []) }
            var ranges: [RangeDigest] = []
            for range in comparison.ranges {
                ranges.append(try connection.digest(of: range, in: book))
            }
            return Digests(point: head, ranges: ranges)
        }
    }

    /// Tells records as they stand; those that differ are asked for a few at a time.
    package func answer(_ query: RecordQuery, of book: BookID) async throws -> Records {
        try await pool.transaction(.snapshot) { connection in
            let head = try connection.head(of: book, isLocked: false).point
            guard head == query.point else { return Records(point: head, records: []) }
            var records = try connection.states(of: Set(query.keys), in: book)
            for range in query.ranges {
                records += try connection.states(
                    after: range.after, through: range.through,
                    countMax: limits.chunkRecords - min(records.count, limits.chunkRecords),
                    in: book)
            }
            return Records(
                point: head,
                records: Dictionary(records.map { ($0.key, $0) }) { $1 }.values
                    .sorted { $0.key < $1.key })
        }
    }
}
