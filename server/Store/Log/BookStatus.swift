import Bytes
import PostgreSQL
package import Sync

/// How a book stands on the server, for whoever operates it.
package struct BookStatus: Sendable {
    /// A device of the book, as the office has heard of it.
    package struct Device: Sendable {
        /// Which one.
        package let id: DeviceID
        /// What it is called, where it was enrolled.
        package let name: String?
        /// When it was last heard, in milliseconds.
        package let heardMilliseconds: UInt64
        /// How far it follows the log; `nil` while it has to take a snapshot.
        package let position: UInt64?
        /// Whether it has brought all that it holds to a recovery.
        package let hasFinished: Bool
        /// Whether somebody waits for it: neither silent for too long, nor shut out.
        package let isLive: Bool
    }

    /// The book.
    package let book: BookID
    /// What it is called.
    package let name: String
    /// The last point of its log.
    package let head: LogPoint
    /// Since when it stands still until its log came back, in milliseconds.
    package let recoveringSince: UInt64?
    /// The device whose own book goes up whole.
    package let attaching: DeviceID?
    /// Up to where backups hold the log, and up to where its payloads were dropped.
    package let durable: UInt64
    /// Up to where its payloads were dropped.
    package let compacted: UInt64
    /// Payloads that were put aside since their dot was taken.
    package let quarantinedCount: Int
    /// Changes that were refused, for ever.
    package let refusedCount: Int
    /// Entries that laptops have brought back so far.
    package let broughtBackCount: Int
    /// What nobody has brought back, although it was there once.
    package let lost: LostParts
    /// The devices that were heard, in the order of their ids.
    package let devices: [Device]

    /// The devices for which a recovery waits.
    package var awaited: [Device] {
        recoveringSince == nil ? [] : devices.filter { $0.isLive && !$0.hasFinished }
    }
}

extension ServerStore {
    /// How one book stands.
    package func status(of book: BookID, at milliseconds: UInt64) async throws -> BookStatus {
        try await pool.transaction(.snapshot) { connection in
            try walls.enter(book, on: connection)
            let head = try connection.head(of: book, isLocked: false)
            let attendance = try connection.attendance(in: book)
            let live = attendance.live(at: milliseconds)
            let recovery = try connection.recovery(of: book, since: head.recoveringSince)
            let names = try connection.deviceNames(in: book)
            let devices = attendance.presences.sorted { $0.key < $1.key }.map { id, presence in
                BookStatus.Device(
                    id: id, name: names[id], heardMilliseconds: presence.heardMilliseconds,
                    position: presence.position,
                    hasFinished: recovery?.finished.contains(id) ?? false,
                    isLive: live.contains(id))
            }
            return BookStatus(
                book: book, name: try connection.name(of: book), head: head.point,
                recoveringSince: head.recoveringSince, attaching: head.attaching,
                durable: head.durable, compacted: head.compacted,
                quarantinedCount: try connection.count("quarantined_changes", in: book),
                refusedCount: try connection.count("refused_changes", in: book),
                broughtBackCount: recovery?.offered.count ?? 0,
                lost: try connection.lost(of: book), devices: devices)
        }
    }

    /// How many books stand still until their logs came back.
    package func recoveringCount() async throws -> Int {
        try await pool.withConnection { connection in
            try connection.value(
                "SELECT count(*) FROM book_heads WHERE recovering_since IS NOT NULL")
        }
    }

    /// The books that stand still until their logs came back.
    package func recoveringBooks() async throws -> [BookID] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT book_id FROM book_heads WHERE recovering_since IS NOT NULL
                ORDER BY book_id
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }

    /// The books that follow one in the order of their ids, so many at most.
    package func books(after last: BookID?, countMax: Int) async throws -> [BookID] {
        try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT book_id FROM book_heads
                WHERE (\(orNull: last) IS NULL OR book_id > \(orNull: last))
                ORDER BY book_id LIMIT \(countMax)
                """
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
    }
}

extension Connection {
    fileprivate func name(of book: BookID) throws(PostgreSQLError) -> String {
        try value("SELECT name FROM books WHERE book_id = \(book)")
    }

    fileprivate func count(_ table: String, in book: BookID) throws(PostgreSQLError) -> Int {
        try value("SELECT count(*) FROM \(name: table) WHERE book_id = \(book)")
    }

    fileprivate func deviceNames(in book: BookID) throws(PostgreSQLError) -> [DeviceID: String] {
        let named: [(DeviceID, String)] = try rows(
            "SELECT device_id, name FROM devices WHERE book_id = \(book)"
        ) { (row) throws(PostgreSQLError) in (try row.read(0), try row.read(1)) }
        return Dictionary(named, uniquingKeysWith: { $1 })
    }
}
