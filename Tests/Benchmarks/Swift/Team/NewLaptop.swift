import AgentSocket
import AgentStore
import Glibc
import JSON
import Machine
import SQLite
import Sync

/// The agent as it is shipped, on a directory in which there is nothing yet.
struct NewLaptop {
    /// What fetching a book came to.
    struct Fetched {
        let run: Run
        let longestEdit: Run
        let longestEditLater: Run
        let memory: Run
        let memoryBefore: Run
    }

    private let home: String
    private let place: AgentPlace
    private let process: RunningSubprocess
    private let client: AgentClient

    init(in scratch: Scratch) async throws {
        home = scratch.path + "/laptop"
        mkdir(home, 0o700)
        // No command starts another one.
        try AtomicFile.write(Array("stopped\n".utf8), to: home + "/agent.held")
        place = try AgentPlace(environment: ["COUNTERFOIL_HOME": home])
        var program = Subprocess(Host.programDirectory + "/counterfoil-agent", ["run"])
        program.environment = [
            "PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": scratch.path, "COUNTERFOIL_HOME": home,
        ]
        program.signalOnParentDeath = .kill
        process = try await program.start(outputFile: scratch.path + "/agent.log")
        client = AgentClient(place: place)
        for _ in 0..<1_000 where process.status == nil {
            if (try? await client.ask(.get, ["sync"])) != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw BenchmarkFailure.program("counterfoil-agent", words: "It does not listen.")
    }

    /// Ends the agent.
    func end() async {
        process.send(signal: SIGTERM)
        _ = await process.wait()
    }

    /// Joins a book, and waits until all of it is here.
    func fetch(_ book: BookID, from server: TeamServer) async throws -> Fetched {
        let code = try await server.code(for: book)
        let head = try await server.head(of: book)
        let before = Run(
            count: 1, seconds: 1, processorSeconds: 1,
            bytes: try Memory.peak(of: process.processID))
        let stopwatch = try Stopwatch(processIDs: [process.processID])
        _ = try await client.ask(
            .post, ["enrolment"],
            body: [
                "server": .string("http://127.0.0.1:\(server.port)"), "code": .string(code),
                "name": "Benchmark",
            ])
        var edits: [Double] = []
        while try await position() < head { edits.append(try await edit()) }
        let run = try stopwatch.stop(count: 1)
        let peak = try Memory.peak(of: process.processID)
        var later: [Double] = []
        for _ in edits { later.append(try await edit()) }
        return Fetched(
            run: run, longestEdit: Self.longest(edits), longestEditLater: Self.longest(later),
            memory: Run(count: 1, seconds: 1, processorSeconds: 1, bytes: peak),
            memoryBefore: before)
    }

    private static func longest(_ edits: [Double]) -> Run {
        let seconds = edits.max() ?? 0
        return Run(count: 1, seconds: seconds, processorSeconds: seconds)
    }

    private func position() async throws -> Int64 {
        let status = try await client.ask(.get, ["sync"])
        guard status["state"]?.string != "halted" else {
            throw BenchmarkFailure.program(
                "counterfoil-agent", words: status["why"]?.string ?? "It has halted.")
        }
        return status["position"]?.integer ?? 0
    }

    /// Adds a client, and tells how long that took.
    private func edit() async throws -> Double {
        try await Task.sleep(for: .milliseconds(20))
        let start = ContinuousClock.now
        _ = try await client.ask(.post, ["clients"], body: ["name": "Baker & Sons"])
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Copies the tables of the finished file by SQL alone.
    func copy() async throws -> Run {
        try await SnapshotWork.copy(place.book, to: home + "/copy.sqlite", counting: 1)
    }
}
