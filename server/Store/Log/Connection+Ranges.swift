import PostgreSQL
import Sync

/// The states of ranges of records.
extension Connection {
    private static let pageRecords = 1_000

    /// The states of the records of a range, so many at most.
    func states(
        after first: RecordKey?, through last: RecordKey?, countMax: Int, in book: BookID
    ) throws -> [Record] {
        let records = try states(after: first, countMax: countMax, in: book)
        guard let last else { return records }
        return Array(records.prefix { $0.key <= last })
    }

    /// The digest of a range, read page by page.
    func digest(of range: KeyRange, in book: BookID) throws -> RangeDigest {
        var (sum, after) = (RangeSum(), range.after)
        while true {
            let page = try states(
                after: after, through: range.through, countMax: Self.pageRecords, in: book)
            sum.add(page, using: LogHash.function)
            guard page.count == Self.pageRecords, let last = page.last else { return sum.digest }
            after = last.key
        }
    }
}
