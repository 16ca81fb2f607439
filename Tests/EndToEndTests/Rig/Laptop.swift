import AgentSocket
import Glibc
import JSON
import Machine
import Synchronization
import Testing

/// A laptop: the real agent on a directory of its own, and the command that speaks to it.
final class Laptop: Sendable {
    let world: World
    let name: String
    let home: String
    private let agent = Mutex<RunningProgram?>(nil)

    /// A laptop whose agent does not run yet.
    init(_ name: String, in world: World) {
        self.world = world
        self.name = name
        home = "\(world.directory)/\(name)"
        world.add(home: home)
    }

    /// A laptop whose agent runs.
    static func running(_ name: String, in world: World) async throws -> Laptop {
        let laptop = Laptop(name, in: world)
        try await laptop.start()
        return laptop
    }

    /// A laptop whose agent runs and that belongs to the office's book.
    static func joined(_ name: String, to office: Office) async throws -> Laptop {
        let laptop = try await running(name, in: office.world)
        try await laptop.join(office)
        return laptop
    }

    /// The environment by which the programs find the laptop's files.
    var variables: [String: String] { ["HOME": world.directory, "COUNTERFOIL_HOME": home] }

    /// Starts the agent and waits until it listens.
    @discardableResult
    func start() async throws -> RunningProgram {
        let running = try await world.start(Programs.agent(["run"], variables), called: name)
        agent.withLock { $0 = running }
        try await running.says("listening")
        return running
    }

    /// Ends the agent as a power cut would.
    func kill() async {
        guard let running = agent.withLock({ $0.take() }) else { return }
        running.program.kill()
        _ = await running.program.wait()
    }

    /// Lets the agent do nothing any more, as a laptop whose lid is closed.
    func freeze() { agent.withLock { _ = $0?.program.send(signal: SIGSTOP) } }

    /// Asks the agent to end, and tells the code that it left.
    func stop() async throws -> Int32? {
        guard let running = agent.withLock({ $0.take() }) else { return nil }
        running.program.terminate()
        return try await running.ends()
    }

    /// Joins the office's book.
    func join(_ office: Office) async throws {
        _ = try await answer("login", office.address, "--code", try await office.invite())
    }

    /// Types a command.
    func type(_ words: String...) async throws -> Reply { try await type(words) }

    /// Types a command that must succeed, and returns its answer in JSON.
    @discardableResult
    func answer(_ words: String...) async throws -> JSONValue {
        let reply = try await type(words + ["--json"])
        try #require(reply.code == 0, "counterfoil \(words): \(reply.complaint)")
        return try reply.json
    }

    /// The clients as the command lists them.
    func clients() async throws -> [JSONValue] {
        try #require(try await answer("client", "list", "--limit", "10000")["clients"]?.array)
    }

    /// Asks the agent without the command between: for loads.
    func ask(_ verb: Verb, _ path: String..., body: JSONValue? = nil) async throws -> JSONValue {
        try await AgentClient(place: AgentPlace(environment: variables))
            .ask(verb, path, body: body)
    }

    private func type(_ words: [String]) async throws -> Reply {
        try await Reply(of: Programs.counterfoil(words, variables))
    }
}
