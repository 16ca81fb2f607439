import Glibc
import HTTP
import HTTPClient
import Machine

/// Our server and nginx, both started and both on the first core; and the load on the second.
struct WebServers {
    /// One of them.
    struct Server {
        let name: String
        let process: RunningSubprocess
        let port: UInt16
    }

    private static let serverCore = "0"
    private static let loadCore = "1"
    private static let page = "Hello from the house!\n"

    let ours: Server
    let nginx: Server
    private let tools: BenchmarkTools

    /// Lends both servers to the body and ends them afterwards.
    static func with<Value>(
        in scratch: Scratch, _ body: (WebServers) async throws -> Value
    ) async throws -> Value {
        guard sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else {
            throw BenchmarkFailure.tooFewProcessors
        }
        let tools = try await BenchmarkTools.fetched()
        let ours = try await start("HelloServer") { port in
            Subprocess(Host.programDirectory + "/HelloServer", ["\(port)", page])
        }
        defer { ours.process.kill() }
        let nginx = try await start("nginx") { port in
            try Nginx.program(tools, page: page, port: port, in: scratch)
        }
        defer { nginx.process.kill() }
        return try await body(WebServers(ours: ours, nginx: nginx, tools: tools))
    }

    /// Loads one server for a while, and counts its answers and its processor time.
    func load(_ server: Server) async throws -> Run {
        let stopwatch = try Stopwatch(processIDs: [server.process.processID])
        let load = try await Wrk(tools: tools).load(port: server.port, onCore: Self.loadCore)
        let run = try stopwatch.stop(count: load.requestCount)
        return Run(
            count: run.count, seconds: load.seconds, processorSeconds: run.processorSeconds)
    }

    private static func start(
        _ name: String, program: (UInt16) throws -> Subprocess
    ) async throws -> Server {
        let port = try Loopback.freePort()
        let program = try program(port)
        var pinned = Subprocess("taskset", ["-c", serverCore, program.program] + program.arguments)
        pinned.environment = program.environment
        pinned.signalOnParentDeath = .kill
        let process = try await pinned.start()
        let server = Server(name: name, process: process, port: port)
        do {
            try await waitForAnswer(of: server)
        } catch {
            process.kill()
            throw error
        }
        return server
    }

    private static func waitForAnswer(of server: Server) async throws {
        let client = HTTPClient()
        let origin = Origin.http(host: "127.0.0.1", port: server.port)
        for _ in 0..<500 where server.process.status == nil {
            // Refused as long as it does not listen yet.
            let answer = try? await client.send(Request(.get, "/"), to: origin)
            if answer?.status == .ok { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw BenchmarkFailure.program(server.name, words: "nothing on port \(server.port)")
    }
}
