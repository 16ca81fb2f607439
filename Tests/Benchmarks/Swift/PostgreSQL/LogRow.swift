import PostgreSQL

/// One row of a log of changes, and the two ways to bring many of them in.
struct LogRow: Sendable {
    private let book: UUIDValue
    private let position: Int64
    private let replica: [UInt8]
    private let counter: Int64
    private let payload: [UInt8]
    private let written: Timestamp
    private let received: Timestamp

    /// The row at a position of the log.
    init(position: Int) {
        book = UUIDValue(high: 0x0190_0000_0000_7000, low: 1)
        self.position = Int64(position)
        replica = [UInt8](repeating: 7, count: 16)
        counter = Int64(position)
        payload = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* position) }
        written = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(position))
        received = written
    }

    /// The table of such rows.
    static let table = """
        create table change_log (
            book_id uuid not null, position int8 not null, replica bytea not null,
            counter int8 not null, payload bytea not null, written_at timestamptz not null,
            received_at timestamptz not null, primary key (book_id, position))
        """

    /// Brings rows in by one statement whose parameters are arrays.
    static func insertByUnnest(
        _ rows: [LogRow], _ connection: isolated Connection
    ) throws {
        try connection.execute(
            """
            insert into change_log
                (book_id, position, replica, counter, payload, written_at, received_at)
            select * from unnest(
                \(rows.map(\.book)), \(rows.map(\.position)), \(rows.map(\.replica)),
                \(rows.map(\.counter)), \(rows.map(\.payload)), \(rows.map(\.written)),
                \(rows.map(\.received)))
            """)
    }

    /// Brings rows in by COPY.
    static func insertByCopy(
        _ rows: [LogRow], _ connection: isolated Connection
    ) throws {
        let columns = [
            "book_id", "position", "replica", "counter", "payload", "written_at", "received_at",
        ]
        try connection.copy(rows, into: "change_log", columns: columns) { row, copy in
            copy.append(row.book)
            copy.append(row.position)
            copy.append(row.replica)
            copy.append(row.counter)
            copy.append(row.payload)
            copy.append(row.written)
            copy.append(row.received)
        }
    }
}
