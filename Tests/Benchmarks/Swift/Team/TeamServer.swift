import Bytes
import Glibc
import HTTP
import HTTPClient
import Identity
import Machine
import PostgreSQL
import ServerStore
import Sync

/// The server as it is shipped: the program of its own, over the PostgreSQL that it starts itself.
struct TeamServer: Sendable {
    /// Connections of our own to its database, for what has to be there beforehand.
    let pool: Pool
    /// The port on which it answers.
    let port: UInt16
    /// The server's process.
    let processID: Int32
    fileprivate let settings: ConnectionSettings

    /// Lends a server to the body and ends it afterwards, with all that it made.
    static func with<Value>(
        in scratch: Scratch, _ body: (TeamServer) async throws -> Value
    ) async throws -> Value {
        let directory = scratch.path + "/team"
        let cluster = try PrivateCluster(directory: directory)
        let settings = try await cluster.start()
        let process = try await start(on: directory, scratch)
        let pool = Pool(settings)
        let outcome: Result<Value, any Error>
        do {
            let server = TeamServer(
                pool: pool, port: process.port, processID: process.program.processID,
                settings: settings)
            outcome = .success(try await body(server))
        } catch {
            outcome = .failure(error)
        }
        await pool.close()
        process.program.send(signal: SIGTERM)
        _ = await process.program.wait()
        try await cluster.stop()
        await Scratch.remove(directory)
        return try outcome.get()
    }

    private static func start(
        on directory: String, _ scratch: Scratch
    ) async throws -> (program: RunningSubprocess, port: UInt16) {
        let port = try Loopback.freePort()
        var program = Subprocess(
            Host.programDirectory + "/counterfoil-server",
            [
                "serve", "--listen", "127.0.0.1:\(port)", "--data-directory", directory,
                "--roles", "api,sync", "--log-level", "warning",
                // Everybody comes from this machine.
                "--connections", "15000", "--connections-per-address", "15000",
            ])
        program.environment = [
            "PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": scratch.path,
            "COUNTERFOIL_SECRET_KEYS": "bench:" + String(repeating: "5a", count: 32),
        ]
        program.signalOnParentDeath = .kill
        let process = try await program.start(outputFile: scratch.path + "/server.log")
        let client = HTTPClient()
        let origin = Origin.http(host: "127.0.0.1", port: port)
        for _ in 0..<6_000 where process.status == nil {
            // Refused until it listens, and not ready until its schema is there.
            let answer = try? await client.send(
                Request(.get, Target(["readyz"])), to: origin)
            if answer?.status == .ok { return (process, port) }
            try await Task.sleep(for: .milliseconds(10))
        }
        let words = try? AtomicFile.read(scratch.path + "/server.log")
        throw BenchmarkFailure.program(
            "counterfoil-server", words: String(decoding: words ?? [], as: UTF8.self))
    }

    /// Makes an empty book.
    func book() async throws -> BookID {
        try await ServerStore(pool: pool).createBook(named: "Benchmark", at: Self.now)
    }

    /// The position at which a book's log ends.
    func head(of book: BookID) async throws -> Int64 {
        try await pool.withConnection { connection in
            try connection.value("SELECT position FROM book_heads WHERE book_id = \(book)")
        }
    }

    /// A one-time code for one more laptop of a book.
    func code(for book: BookID) async throws -> String {
        try await Devices(pool: pool).invite(to: book, at: Self.now).text
    }

    /// A connection of our own, outside of the pool.
    func connection() async throws -> Connection { try await Connection(settings) }

    /// The present moment.
    static var now: Timestamp { Timestamp(microseconds: SystemClock().unixMicroseconds()) }
}

extension TeamServer {
    /// So many connections of our own, with the settings of the server's.
    func ownPool(size: Int) -> Pool {
        var options = PoolOptions()
        options.size = size
        return Pool(settings, options: options)
    }

    /// Hears what is told on a channel.
    func listener(to channel: String) -> Listener { Listener(settings, channels: [channel]) }
}
