import PostgreSQL

/// How fast rows of the change log enter PostgreSQL: by INSERT … SELECT unnest against COPY, in
/// transactions of the same size, into the same durable cluster, in turns.
struct PostgreSQLBenchmarks: Sendable {
    /// What was measured, in rows per second.
    struct Rates: Sendable {
        /// INSERT … SELECT unnest(binary arrays): median of the turns.
        let unnest: Double
        /// COPY … (format binary): median of the turns.
        let copy: Double
        /// How close unnest comes to COPY.
        var ratio: Double { unnest / copy }
    }

    /// How many rows one transaction writes.
    var batchSize = 1_000
    /// How many transactions one turn makes.
    var batchesPerTurn = 100
    /// How many turns each of the two gets.
    var turns = 5

    /// One row of the log.
    private struct LogRow {
        let book: UUIDValue
        let position: Int64
        let replica: [UInt8]
        let counter: Int64
        let payload: [UInt8]
        let written: Timestamp
        let received: Timestamp
    }

    /// Measures on an empty database.
    func ingest(_ settings: ConnectionSettings) async throws -> Rates {
        let connection = try await Connection(settings)
        var unnestRates: [Double] = []
        var copyRates: [Double] = []
        // The turn before the first warms both up and is not counted.
        for turn in 0...turns {
            let unnestRate = try await measure(on: connection, turn, Self.insertByUnnest)
            let copyRate = try await measure(on: connection, turn, Self.insertByCopy)
            guard turn > 0 else { continue }
            unnestRates.append(unnestRate)
            copyRates.append(copyRate)
        }
        await connection.close()
        return Rates(unnest: Self.median(unnestRates), copy: Self.median(copyRates))
    }

    /// One turn into an empty table; the rows are made before the clock starts.
    private func measure(
        on connection: Connection, _ turn: Int,
        _ insert: @Sendable ([LogRow], isolated Connection) throws -> Void
    ) async throws -> Double {
        try await connection.run("drop table if exists change_log")
        try await connection.run(Self.table)
        try await connection.run("checkpoint")
        let batches = (0..<batchesPerTurn).map { batch in
            (0..<batchSize).map { Self.row(turn: turn, position: batch * batchSize + $0) }
        }
        let start = ContinuousClock.now
        for batch in batches {
            try await connection.transaction { connection in try insert(batch, connection) }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let count: Int = try await connection.value("select count(*) from change_log")
        precondition(count == batchSize * batchesPerTurn, "rows were lost on the way")
        return Double(count) / seconds
    }

    private static func insertByUnnest(
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

    private static func insertByCopy(_ rows: [LogRow], _ connection: isolated Connection) throws {
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

    private static func row(turn: Int, position: Int) -> LogRow {
        let moment = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(position))
        return LogRow(
            book: UUIDValue(high: 0x0190_0000_0000_7000, low: UInt64(turn)),
            position: Int64(position), replica: [UInt8](repeating: 7, count: 16),
            counter: Int64(position),
            payload: (0..<100).map { UInt8(truncatingIfNeeded: $0 &* position) },
            written: moment, received: moment)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static let table = """
        create table change_log (
            book_id uuid not null, position int8 not null, replica bytea not null,
            counter int8 not null, payload bytea not null, written_at timestamptz not null,
            received_at timestamptz not null, primary key (book_id, position))
        """
}
