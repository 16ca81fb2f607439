import Glibc
package import JSON
import Machine
import Synchronization

/// A laptop: the real agent on a directory of its own, behind a line of its own.
package final class Traveller: Sendable {
    /// What it is called.
    package let name: String
    /// Where its files are.
    package let home: String
    /// Its line to the server.
    package let line: BadLine
    /// What is wrong with its machine.
    package let sabotage: Sabotage
    let site: Site
    /// The network that its agent lives in, where it is not this machine's own.
    private let tunnel: Tunnel?
    private let running = Mutex<StartedProgram?>(nil)

    /// A laptop whose agent does not run yet.
    init(
        _ name: String, in site: Site, behind line: BadLine, through tunnel: Tunnel? = nil
    ) throws {
        self.tunnel = tunnel
        self.name = name
        self.site = site
        self.line = line
        home = "\(site.directory)/\(name)"
        sabotage = try Sabotage(at: home + ".faults")
    }

    /// A laptop that belongs to the bureau's book.
    package static func joined(
        _ name: String, to bureau: Bureau, through tunnel: Tunnel? = nil
    ) async throws -> Traveller {
        let line = try BadLine(to: bureau.port, from: tunnel?.end ?? "127.0.0.1")
        let traveller = try Traveller(name, in: bureau.site, behind: line, through: tunnel)
        try Directories.create(traveller.home)
        // No command starts the agent: it would not be the rig's, and nothing were wrong with it.
        try AtomicFile.write(Array("stopped\n".utf8), to: traveller.home + "/agent.held")
        try await traveller.start()
        try await traveller.answer(
            ["login", line.address, "--code", bureau.invite()])
        return traveller
    }

    /// Starts the agent and waits until it listens.
    package func start() async throws {
        let agent = Site.program(
            "counterfoil-agent", ["run"], place.merging(sabotage.variables) { $1 })
        let program = try await site.start(tunnel?.inside(agent) ?? agent, called: name)
        running.withLock { $0 = program }
        try await program.says("listening")
    }

    /// Whether the agent is not there.
    package var isGone: Bool { running.withLock { $0 == nil || $0?.program.status != nil } }

    /// Ends the agent as a power cut would.
    package func kill() async { await running.withLock { $0.take() }?.kill() }

    /// Asks the agent to end, and waits until it has tidied up.
    package func stop() async {
        guard let agent = running.withLock({ $0.take() }) else { return }
        agent.program.terminate()
        _ = await agent.program.wait()
    }

    /// Lets the agent do nothing until it is thawed.
    package func freeze() { running.withLock { _ = $0?.program.send(signal: SIGSTOP) } }

    /// Lets the agent go on.
    package func thaw() { running.withLock { _ = $0?.program.send(signal: SIGCONT) } }

    /// Types a command.
    package func type(_ words: [String]) async throws -> Told {
        try await Told(by: Site.program("counterfoil", words, place))
    }

    /// Types a command for which what is wrong with the machine is wrong too.
    package func typeOnBadMachine(_ words: [String]) async throws -> Told {
        try await Told(
            by: Site.program("counterfoil", words, place.merging(sabotage.variables) { $1 }))
    }

    /// Types a command that must succeed, and returns its answer in JSON.
    @discardableResult
    package func answer(_ words: [String]) async throws -> JSONValue {
        let told = try await type(words + ["--json"])
        guard told.code == 0 else { throw RigTrouble("\(name): \(words): \(told.complaint)") }
        return try JSONValue(parsing: Array(told.output.utf8))
    }

    private var place: [String: String] {
        ["HOME": site.directory, "COUNTERFOIL_HOME": home]
    }
}
