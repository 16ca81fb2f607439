import Glibc
import PostgreSQL

/// A connection to a cluster of our own, and batches of rows to bring there.
struct Ingest {
    private static let batchSize = 1_000
    private static let batchCount = 100

    private let connection: Connection
    private let processIDs: [Int32]
    private let batches: [[LogRow]]

    /// Lends a connection to a new cluster to the body and removes both afterwards.
    static func with<Value>(
        in scratch: Scratch, _ body: (Ingest) async throws -> Value
    ) async throws -> Value {
        let cluster = try PrivateCluster(directory: scratch.path + "/cluster")
        let outcome: Result<Value, any Error>
        do {
            let connection = try await Connection(try await cluster.start())
            let ingest = try await Ingest(over: connection)
            outcome = .success(try await body(ingest))
            await connection.close()
        } catch {
            outcome = .failure(error)
        }
        try await cluster.stop()
        // Below a private directory the cluster lies elsewhere.
        await Scratch.remove(cluster.dataDirectory + "/..")
        return try outcome.get()
    }

    private init(over connection: Connection) async throws {
        self.connection = connection
        let server: Int32 = try await connection.value("select pg_backend_pid()")
        processIDs = [getpid(), server]
        batches = (0..<Self.batchCount).map { batch in
            (0..<Self.batchSize).map { LogRow(position: batch * Self.batchSize + $0) }
        }
    }

    /// Brings all batches into an empty table.
    func run(
        _ insert: @Sendable ([LogRow], isolated Connection) throws -> Void
    ) async throws -> Run {
        try await connection.run("drop table if exists change_log")
        try await connection.run(LogRow.table)
        try await connection.run("checkpoint")
        let stopwatch = try Stopwatch(processIDs: processIDs)
        for batch in batches {
            try await connection.transaction { connection in try insert(batch, connection) }
        }
        let run = try stopwatch.stop(count: Self.batchSize * Self.batchCount)
        let count: Int = try await connection.value("select count(*) from change_log")
        guard count == run.count else {
            throw BenchmarkFailure.refused("\(count) of \(run.count) rows arrived.")
        }
        return run
    }
}
