import PostgreSQL
import Testing

/// One entry of a book's log: which change stands where.
struct Entry: Hashable, Comparable, CustomStringConvertible, Sendable {
    let position: Int64
    let replica: [UInt8]
    let counter: Int64

    var description: String { "\(position): \(replica.prefix(4))… \(counter)" }

    /// The change without its place.
    var change: Entry { Entry(position: 0, replica: replica, counter: counter) }

    static func < (left: Entry, right: Entry) -> Bool { left.position < right.position }
}

extension Office {
    /// What laptops wrote to the only book, as its log holds it.
    func log() async throws -> [Entry] {
        try await database { connection in
            try connection.rows(
                """
                SELECT e.position, uuid_send(r.replica), e.counter FROM log_entries AS e
                JOIN held_replicas AS r ON r.book_id = e.book_id AND r.number = e.replica_number
                JOIN devices AS d ON d.book_id = r.book_id AND d.device_id = r.device_id
                ORDER BY e.position
                """
            ) { (row) throws(PostgreSQLError) in
                Entry(position: try row.read(0), replica: try row.read(1), counter: try row.read(2))
            }
        }
    }

    /// How many entries of the log hold some words.
    func entriesCount(holding words: String) async throws -> Int {
        try await database { connection in
            try connection.value(
                """
                SELECT count(*) FROM log_entries
                WHERE position(convert_to(\(words), 'UTF8') IN entry) > 0
                """)
        }
    }

    /// Whether the server has written who belongs to the book, and does not wait to.
    func isToldWhoJoined() async throws -> Bool {
        try await database { connection in
            try connection.value("SELECT count(*) > 0 FROM grants WHERE device IS NOT NULL")
        }
    }

    /// Whether the positions of the only book's log run 1, 2, 3 … up to its head.
    func hasNoGap() async throws -> Bool {
        try await database { connection in
            try connection.value(
                """
                SELECT count(*) = h.position AND coalesce(max(e.position), 0) = h.position
                FROM book_heads AS h LEFT JOIN log_entries AS e ON e.book_id = h.book_id
                GROUP BY h.book_id
                """)
        }
    }

    /// Runs the body while nobody else can append to the book, once it was told who belongs to it.
    @discardableResult
    func holdingBook<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await until("the book was told who belongs to it") {
            try await database { connection in
                try connection.value(
                    """
                    SELECT NOT EXISTS (SELECT FROM jobs
                        WHERE kind = 'books.record-grants' AND finished_at IS NULL)
                    """)
            }
        }
        let holder = try await Connection(try #require(settings))
        try await holder.run("BEGIN; SELECT position FROM book_heads FOR UPDATE")
        let value = try await body()
        await holder.close()
        return value
    }

    /// Writes into the database what a later release would write.
    func pretendNewerRelease() async throws {
        try await database { connection in
            try connection.run(
                """
                INSERT INTO schema_migrations (position, name, checksum)
                VALUES (9999, 'v9999-future.sql', 'unknown')
                """)
        }
    }

    /// How many statements wait for a lock.
    func waitingCount() async throws -> Int {
        try await database { connection in
            try connection.value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
        }
    }

    /// Speaks to the database behind the server's back.
    func database<Value: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> Value
    ) async throws -> Value {
        let connection = try await Connection(try #require(settings))
        let value = try await body(connection)
        await connection.close()
        return value
    }
}

extension ConnectionSettings {
    /// A URL that leads to the same database over the server's socket.
    func url() async throws -> String {
        let connection = try await Connection(self)
        let sockets: String = try await connection.value(
            "SELECT current_setting('unix_socket_directories')")
        let port: String = try await connection.value("SELECT current_setting('port')")
        let user: String = try await connection.value("SELECT current_user::text")
        await connection.close()
        // A list of names, quoted where they must be.
        let socket = sockets.prefix { $0 != "," }.filter { $0 != "\"" }
        let host = socket.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
        return "postgresql:///\(database ?? "")?host=\(host)&port=\(port)&user=\(user)"
    }
}
