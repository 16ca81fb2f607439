import Causality
import SQLite
import Sync

/// What a laptop knows of the time before a snapshot took the place of its base.
extension Connection {
    private static let changesMax = 500

    /// Takes over some changes of another book's history, those that follow a place; the answer is
    /// the last one's place there, and `nil` at the end.
    ///
    /// They stand before the first place of the log, in their order: after a restore of the server
    /// the same place may be another change's.
    func inheritHistory(of path: String, after place: Int64) throws -> Int64? {
        let book = try Connection.openForReading(at: path)
        let last = try book.scalar("SELECT max(position) FROM history", as: Int64?.self) ?? nil
        guard let last, last > place else { return nil }
        let shift = max(last + 1, 0)
        let changes = try book.query(
            """
            SELECT position, payload, accepted FROM history WHERE position > ?
            ORDER BY position LIMIT ?
            """, place, Self.changesMax
        ) { row in
            (
                place: try row.read(0, as: Int64.self),
                change: try Change(payload: try row.read(1)),
                accepted: try row.read(2, as: Stamp.self)
            )
        }
        for change in changes {
            try remember(
                change.change, accepted: change.accepted, at: change.place - shift)
        }
        return changes.last?.place
    }
}
