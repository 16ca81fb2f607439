import Bytes
import Causality
package import PostgreSQL
package import Sync

/// Something that a laptop reported because whoever operates the server has to know of it.
package struct RaisedAlarm: Hashable, Sendable {
    /// What sort of thing.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Another change bears the name of one of the laptop's: the laptop has put it aside.
        case quarantined
        /// Laptop and server hold something else at the same point of the log.
        case parityLost = "parity-lost"
    }

    /// What sort of thing.
    package let kind: Kind
    /// Who reported it.
    package let device: DeviceID
    /// The change or the point of the log that it is about.
    package let subject: String
    /// When it was first reported, and when last.
    package let first: Timestamp
    /// When it was last reported.
    package let last: Timestamp
}

extension Alarm {
    /// What sort of thing is reported.
    package var kind: RaisedAlarm.Kind {
        switch self {
        case .quarantined: .quarantined
        case .parityLost: .parityLost
        }
    }

    /// What it is about, so many things at most.
    fileprivate func subjects(countMax: Int) -> [String] {
        switch self {
        case .quarantined(let changes): changes.prefix(countMax).map { Self.words($0.dot) }
        case .parityLost(let point, let digest):
            [
                "position \(point.position), hash \(Hexadecimal.text(point.hash.bytes.prefix(8)))"
                    + ", digest \(Hexadecimal.text(digest.bytes.prefix(8)))"
            ]
        }
    }

    private static func words(_ dot: Dot) -> String { "\(dot.replica.text)/\(dot.counter)" }
}

extension ServerStore {
    /// So many things of one report are kept, and so many of a book: the latest.
    package static let alarmsCountMax = 1_000
    private static let subjectsCountMax = 100

    /// Takes note of a report; the same thing is kept once.
    package func note(
        _ alarm: Alarm, from device: DeviceID, in book: BookID, at time: Timestamp
    ) async throws {
        try await pool.transaction { connection in
            try walls.enter(book, on: connection)
            for subject in alarm.subjects(countMax: Self.subjectsCountMax) {
                try connection.execute(
                    """
                    INSERT INTO alarms (book_id, device_id, kind, subject, first_at, last_at)
                    VALUES (\(book), \(device), \(alarm.kind.rawValue), \(subject), \(time),
                        \(time))
                    ON CONFLICT (book_id, device_id, kind, subject)
                    DO UPDATE SET last_at = excluded.last_at
                    """)
            }
            try connection.execute(
                """
                DELETE FROM alarms WHERE book_id = \(book)
                    AND (device_id, kind, subject) IN (
                        SELECT device_id, kind, subject FROM alarms WHERE book_id = \(book)
                        ORDER BY last_at DESC, device_id, kind, subject
                        OFFSET \(Self.alarmsCountMax))
                """)
        }
    }

    /// What laptops have reported of a book, the latest first, so much at most.
    package func alarms(
        of book: BookID, countMax: Int = alarmsCountMax
    ) async throws -> [RaisedAlarm] {
        try await pool.transaction(.snapshot) { connection in
            try walls.enter(book, on: connection)
            return try connection.rows(
                """
                SELECT kind, device_id, subject, first_at, last_at FROM alarms
                WHERE book_id = \(book) ORDER BY last_at DESC, device_id, kind, subject
                LIMIT \(countMax)
                """
            ) { (row) throws(PostgreSQLError) in
                RaisedAlarm(
                    kind: .init(rawValue: try row.read(0)) ?? .quarantined,
                    device: try row.read(1), subject: try row.read(2), first: try row.read(3),
                    last: try row.read(4))
            }
        }
    }
}
