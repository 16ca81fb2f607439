import Bytes
import Causality
import PostgreSQL
import Sync

/// The log and the version vector of a book, inside one transaction.
extension Connection {
    /// Locks the book for whoever appends, and tells the position of its last entry.
    func lockHead(of book: BookID) throws -> UInt64 {
        let head: Int64? = try first("SELECT head FROM books WHERE book_id = \(book) FOR UPDATE") {
            (row) throws(PostgreSQLError) in try row.read(0)
        }
        guard let head else { throw ServerStoreError.noSuchBook(book) }
        return UInt64(head)
    }

    /// How far the changes of some replicas are held.
    func vector(
        of book: BookID, replicas: [ReplicaID]
    ) throws(PostgreSQLError) -> VersionVector {
        let query: Query = """
            SELECT replica, counter FROM replicas
            WHERE book_id = \(book) AND replica = ANY(\(replicas))
            """
        let entries: [(ReplicaID, Int64)] = try rows(query) { (row) throws(PostgreSQLError) in
            (try row.read(0), try row.read(1))
        }
        return VersionVector(
            Dictionary(
                entries.map { ($0.0, UInt64($0.1)) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Those of some replicas whose first change came from another device.
    func replicas(
        _ replicas: [ReplicaID], in book: BookID, ofOthersThan device: DeviceID
    ) throws(PostgreSQLError) -> Set<ReplicaID> {
        let query: Query = """
            SELECT replica FROM changes
            WHERE book_id = \(book) AND replica = ANY(\(replicas)) AND counter = 1
                AND device_id <> \(device)
            """
        return Set(try rows(query) { (row) throws(PostgreSQLError) in try row.read(0) })
    }

    /// The entries that bear these dots.
    func logged(_ dots: [Dot], in book: BookID) throws(PostgreSQLError) -> [Dot: Logged] {
        guard !dots.isEmpty else { return [:] }
        let query: Query = """
            SELECT c.replica, c.counter, c.position, c.effective, c.payload
            FROM unnest(\(dots.map(\.replica)), \(dots.map { Int64(clamping: $0.counter) }))
                AS wanted (replica, counter)
            JOIN changes AS c ON c.book_id = \(book)
                AND c.replica = wanted.replica AND c.counter = wanted.counter
            """
        let entries: [(Dot, Logged)] = try rows(query) { (row) throws(PostgreSQLError) in
            let dot = Dot(
                replica: try row.read(0), counter: UInt64(try row.read(1, as: Int64.self)))
            let entry = Logged(
                position: UInt64(try row.read(2, as: Int64.self)),
                effective: Stamp(stored: try row.read(3)), payload: try row.read(4))
            return (dot, entry)
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    /// Appends entries to the log, raises the vector and the head.
    func append(
        _ accepted: [Accepted], from device: DeviceID, to book: BookID, at time: Timestamp
    ) throws(PostgreSQLError) {
        guard let head = accepted.last?.position else { return }
        let dots = accepted.map(\.submission.change.dot)
        try execute(
            """
            INSERT INTO changes
                (book_id, position, replica, counter, effective, device_id, received_at, payload)
            SELECT \(book), new.position, new.replica, new.counter, new.effective, \(device),
                \(time), new.payload
            FROM unnest(\(accepted.map { Int64(clamping: $0.position) }), \(dots.map(\.replica)),
                \(dots.map { Int64(clamping: $0.counter) }), \(accepted.map(\.effective.stored)),
                \(accepted.map(\.submission.payload)))
                AS new (position, replica, counter, effective, payload)
            """)
        let counters = Dictionary(
            dots.map { ($0.replica, Int64(clamping: $0.counter)) }, uniquingKeysWith: max
        ).sorted { $0.key < $1.key }
        try execute(
            """
            INSERT INTO replicas (book_id, replica, counter)
            SELECT \(book), new.replica, new.counter
            FROM unnest(\(counters.map(\.key)), \(counters.map(\.value)))
                AS new (replica, counter)
            ON CONFLICT (book_id, replica) DO UPDATE SET counter = excluded.counter
            """)
        try execute("UPDATE books SET head = \(Int64(head)) WHERE book_id = \(book)")
    }

    /// Tells every server process how long the book is now.
    func announce(_ book: BookID, head: UInt64) throws(PostgreSQLError) {
        try execute("SELECT pg_notify(\(BookChannel.name), \("\(book.text) \(head)"))")
    }
}

/// The channel on which server processes tell each other which book has grown.
package enum BookChannel {
    /// The channel's name.
    package static let name = "counterfoil_books"
}
