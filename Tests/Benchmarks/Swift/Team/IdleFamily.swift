import Bytes
import CommandLine
import Glibc
import HTTP
import HTTPClient
import Machine
import Sync

extension Family {
    /// Agents that have nothing to say.
    static let idle = Family(
        name: "idle",
        summary: "what a watching agent costs a server that has nothing to tell it",
        fairness: """
            A process of its own holds the questions open of so many agents, each on a \
            connection of its own, of ten books with ten laptops each; the server is the program \
            of its own. Told is by how much its resident memory has grown for each, after a \
            hundred others had warmed it up, once it says that all of them wait. Beside it, the \
            least HTTP server that holds as many questions open.
            """
    ) { bench in
        try await TeamServer.with(in: bench.scratch) { server in
            let work = try await IdleWork(server, in: bench.scratch)
            let count = bench.isFull ? 10_000 : 500
            bench.progress.update("idle: \(count) agents")
            let ours = try await work.agents(count)
            let theirs = try await work.questions(count)
            let comparison = Comparison(
                name: "\(count) agents watching", model: "questions without answer",
                unit: .bytes(each: "agent"), goal: .bytesAtMost(8_192), ours: { ours },
                theirs: { theirs })
            return [Measurement(of: comparison, [Pair(ours: ours, theirs: theirs)])]
        }
    }
}

/// Crowds that wait.
private struct IdleWork {
    private let server: TeamServer
    private let scratch: Scratch
    private let requests: String

    init(_ server: TeamServer, in scratch: Scratch) async throws {
        (self.server, self.scratch) = (server, scratch)
        var random = SystemRandomNumberGenerator()
        let (client, directory) = (HTTPClient(Correspondence.settings), scratch.path + "/questions")
        mkdir(directory, 0o755)
        for place in 0..<10 {
            let book = try await server.book()
            for number in 0..<10 {
                let agent = try await Correspondence(
                    .random(using: &random), of: book, on: server, by: client)
                let letter = Session.Letter.pull(Pull(points: [.start], waitSeconds: 50))
                try AtomicFile.write(
                    agent.request(letter), to: "\(directory)/\(place * 10 + number)")
            }
        }
        requests = directory
    }

    /// By how much the server has grown for each agent that watches.
    func agents(_ count: Int) async throws -> Run {
        let crowd = Crowd(port: server.port, scratch: scratch)
        let few = try await crowd.gather(100, "few", asking: "@" + requests)
        defer { few.kill() }
        try await waitFor(100)
        let before = try Memory.resident(of: server.processID)
        let many = try await crowd.gather(count, "many", asking: "@" + requests)
        defer { many.kill() }
        try await waitFor(count + 100)
        let bytes = try Memory.resident(of: server.processID) - before
        return Run(count: count, seconds: 1, processorSeconds: 1, bytes: bytes)
    }

    private func waitFor(_ count: Int) async throws {
        let (client, origin) = (HTTPClient(), Origin.http(host: "127.0.0.1", port: server.port))
        var waiting = ""
        for _ in 0..<3_000 {
            let answer = try await client.send(Request(.get, Target(["metrics"])), to: origin)
            let text = String(decoding: try await answer.body.collected(), as: UTF8.self)
            let line = text.split(separator: "\n").first {
                $0.hasPrefix("counterfoil_sync_watchers ")
            }
            waiting = String(line?.split(separator: " ").last ?? "none")
            if Double(waiting) == Double(count) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BenchmarkFailure.program(
            "counterfoil-server", words: "\(waiting) of \(count) agents watch")
    }

    /// The same of the least server.
    func questions(_ count: Int) async throws -> Run {
        let port = try Loopback.freePort()
        var program = Subprocess(Host.programDirectory + "/HelloServer", ["\(port)", "page"])
        program.signalOnParentDeath = .kill
        let process = try await program.start()
        defer { process.kill() }
        let crowd = Crowd(port: port, scratch: scratch)
        let few = try await crowd.gather(100, "few-hello", asking: "/wait")
        defer { few.kill() }
        let before = try Memory.resident(of: process.processID)
        let many = try await crowd.gather(count, "many-hello", asking: "/wait")
        defer { many.kill() }
        let bytes = try Memory.resident(of: process.processID) - before
        return Run(count: count, seconds: 1, processorSeconds: 1, bytes: bytes)
    }
}
