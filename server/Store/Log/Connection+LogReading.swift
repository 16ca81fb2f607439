import Bytes
import Causality
import PostgreSQL
import Sync

/// A replica with its number among those of its book.
struct NumberedReplica: Sendable {
    let number: Int32
    let replica: HeldReplica
}

/// What is held of changes and of replicas.
extension Connection {
    func held(_ replicas: Set<ReplicaID>, in book: BookID) throws -> [NumberedReplica] {
        guard !replicas.isEmpty else { return [] }
        return try numbered(
            """
            SELECT number, replica, device_id, highest, exceptions, is_closed, edges
            FROM held_replicas WHERE book_id = \(book) AND replica = ANY(\(replicas.sorted()))
            """)
    }

    /// The replicas of a device, and all those of which something is missing.
    func held(of device: DeviceID, in book: BookID) throws -> [NumberedReplica] {
        try numbered(
            """
            SELECT number, replica, device_id, highest, exceptions, is_closed, edges
            FROM held_replicas
            WHERE book_id = \(book) AND (device_id = \(device) OR exceptions IS NOT NULL)
            """)
    }

    func heldReplicas(in book: BookID) throws -> [NumberedReplica] {
        try numbered(
            """
            SELECT number, replica, device_id, highest, exceptions, is_closed, edges
            FROM held_replicas WHERE book_id = \(book)
            """)
    }

    func numbered(_ query: Query) throws -> [NumberedReplica] {
        let stored = try rows(query, as: StoredReplica.self)
        return try stored.map { try $0.numbered }
    }

    /// Where changes stand: of one that stands there twice, where it stands last.
    func places(
        of dots: Set<Dot>, _ numbers: [ReplicaID: Int32], in book: BookID
    ) throws -> [Dot: LogPlace] {
        let known = dots.compactMap { dot in numbers[dot.replica].map { (dot, $0) } }
        guard !known.isEmpty else { return [:] }
        let query: Query = """
            SELECT e.replica_number, e.counter, e.position, e.entry, e.place
            FROM unnest(\(known.map(\.1)), \(known.map { Int64(clamping: $0.0.counter) }))
                AS wanted (number, counter)
            JOIN log_entries AS e ON e.book_id = \(book)
                AND e.replica_number = wanted.number AND e.counter = wanted.counter
            ORDER BY e.position
            """
        let replicas = Dictionary(
            known.map { ($0.1, $0.0.replica) }, uniquingKeysWith: { first, _ in first })
        let rows = try rows(query, as: StoredPlace.self)
        return try rows.reduce(into: [:]) { places, row in
            guard let replica = replicas[row.number], let place = try row.place else { return }
            places[Dot(replica: replica, counter: UInt64(row.counter))] = place
        }
    }

    /// The empty forms of those among some changes that were refused.
    func forms(of dots: Set<Dot>, in book: BookID) throws -> [EmptyForm] {
        guard !dots.isEmpty else { return [] }
        let dots = dots.sorted()
        return try forms(
            """
            SELECT r.form
            FROM unnest(\(dots.map(\.replica)), \(dots.map { Int64(clamping: $0.counter) }))
                AS wanted (replica, counter)
            JOIN refused_changes AS r ON r.book_id = \(book)
                AND r.replica = wanted.replica AND r.counter = wanted.counter
            """)
    }

    /// The empty forms of what was refused of some replicas.
    func forms(of replicas: [ReplicaID], in book: BookID) throws -> [EmptyForm] {
        try forms(
            """
            SELECT form FROM refused_changes
            WHERE book_id = \(book) AND replica = ANY(\(replicas))
            """)
    }

    /// Every empty form.
    func forms(in book: BookID) throws -> [EmptyForm] {
        try forms("SELECT form FROM refused_changes WHERE book_id = \(book)")
    }

    private func forms(_ query: Query) throws -> [EmptyForm] {
        let stored: [[UInt8]] = try rows(query) { (row) throws(PostgreSQLError) in
            try row.read(0)
        }
        return try stored.map { try StoredLog.form(from: $0) }
    }

    /// What was named of some changes before they came, or although they were refused.
    func earlyRemovals(
        of dots: Set<Dot>, in book: BookID
    ) throws -> [Dot: Set<RegisterAddress>] {
        guard !dots.isEmpty else { return [:] }
        let dots = dots.sorted()
        return try earlyRemovals(
            """
            SELECT r.replica, r.counter, r.addresses
            FROM unnest(\(dots.map(\.replica)), \(dots.map { Int64(clamping: $0.counter) }))
                AS wanted (replica, counter)
            JOIN early_removals AS r ON r.book_id = \(book)
                AND r.replica = wanted.replica AND r.counter = wanted.counter
            """)
    }

    /// All that was named early.
    func earlyRemovals(in book: BookID) throws -> [Dot: Set<RegisterAddress>] {
        try earlyRemovals(
            "SELECT replica, counter, addresses FROM early_removals WHERE book_id = \(book)")
    }

    private func earlyRemovals(_ query: Query) throws -> [Dot: Set<RegisterAddress>] {
        let stored: [(Dot, [UInt8])] = try rows(query) { (row) throws(PostgreSQLError) in
            let counter = UInt64(try row.read(1, as: Int64.self))
            return (Dot(replica: try row.read(0), counter: counter), try row.read(2))
        }
        return try stored.reduce(into: [:]) { removals, row in
            removals[row.0] = try StoredLog.addresses(from: row.1)
        }
    }
}

/// A row of `held_replicas`.
private struct StoredReplica: RowReadable {
    let number: Int32
    let id: ReplicaID
    let device: DeviceID?
    let highest: Int64
    let exceptions: [UInt8]?
    let isClosed: Bool
    let edges: [UInt8]

    init(row: borrowing Row) throws(PostgreSQLError) {
        number = try row.read(0)
        id = try row.read(1)
        device = try row.read(2)
        highest = try row.read(3)
        exceptions = try row.read(4)
        isClosed = try row.read(5)
        edges = try row.read(6)
    }

    var numbered: NumberedReplica {
        get throws {
            let ranges = try StoredLog.ranges(from: exceptions)
            guard let run = CounterRun(upTo: UInt64(highest), except: ranges) else {
                throw ServerStoreError.damaged("the counters of replica \(id)")
            }
            return NumberedReplica(
                number: number,
                replica: HeldReplica(
                    id: id, run: run, isClosed: isClosed, device: device,
                    edges: try StoredLog.edges(from: edges)))
        }
    }
}

/// What a row of `log_entries` tells of a change.
private struct StoredPlace: RowReadable {
    let number: Int32
    let counter: Int64
    let position: Int64
    let entry: [UInt8]?
    let kept: [UInt8]?

    init(row: borrowing Row) throws(PostgreSQLError) {
        number = try row.read(0)
        counter = try row.read(1)
        position = try row.read(2)
        entry = try row.read(3)
        kept = try row.read(4)
    }

    var place: LogPlace? {
        get throws {
            if let kept { return try StoredLog.place(from: kept, at: UInt64(position)) }
            let change = try entry.flatMap { try StoredLog.entry(from: $0).change }
            guard let change else { return nil }
            return LogPlace(of: change, at: UInt64(position), using: LogHash.function)
        }
    }
}
