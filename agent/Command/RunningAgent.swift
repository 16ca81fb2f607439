import AgentSocket
import CommandLine
import Glibc
import HTTP
import JSON
import Machine

/// The agent of this user, started when it does not run.
struct RunningAgent: Sendable {
    private static let startSecondsMax = 30

    let environment: [String: String]
    /// The book that is meant; without one, the agent decides.
    var book: String?

    /// Asks the agent, and starts it before if need be.
    func ask(
        _ verb: Verb, _ path: [String], query: Query = [:], body: JSONValue? = nil,
        ifVersion version: String? = nil
    ) async throws -> JSONValue {
        let place = try AgentPlace(environment: environment)
        let client = AgentClient(place: place, book: book)
        do {
            return try await client.ask(verb, path, query: query, body: body, ifVersion: version)
        } catch AgentFailure.notRunning {
            guard access(place.holdFile, F_OK) != 0 else { throw Failures.held }
            try await start(at: place, client)
            return try await client.ask(verb, path, query: query, body: body, ifVersion: version)
        }
    }

    /// Asks the agent for something long, and hands over its bytes as they come.
    func read(
        _ path: [String], query: Query, _ chunk: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        // It runs when it has answered once.
        _ = try await ask(.get, ["agent"])
        try await AgentClient(place: try AgentPlace(environment: environment), book: book)
            .read(path, query: query, chunk)
    }

    /// Sends the agent something long, in lines of JSON.
    func send(_ path: [String], query: Query, lines: [UInt8]) async throws -> JSONValue {
        // It runs when it has answered once.
        _ = try await ask(.get, ["agent"])
        return try await AgentClient(place: try AgentPlace(environment: environment), book: book)
            .send(path, query: query, lines: lines)
    }

    /// What a running agent says of itself; `nil` when there is none.
    func status() async throws -> JSONValue? {
        let client = AgentClient(place: try AgentPlace(environment: environment))
        do {
            return try await client.ask(.get, ["agent"])
        } catch AgentFailure.notRunning {
            return nil
        }
    }

    /// Starts the agent, also after it was stopped by its owner.
    func start() async throws -> JSONValue {
        let place = try AgentPlace(environment: environment)
        try place.create()
        unlink(place.holdFile)
        let client = AgentClient(place: place)
        if let running = try await status() { return running }
        try await start(at: place, client)
        return try await client.ask(.get, ["agent"])
    }

    /// Stops the agent and keeps commands from starting it; false when there was none.
    func stop() async throws -> Bool {
        let place = try AgentPlace(environment: environment)
        try place.create()
        try AtomicFile.write(Array("stopped\n".utf8), to: place.holdFile)
        let client = AgentClient(place: place)
        do {
            _ = try await client.ask(.post, ["agent", "stop"])
        } catch AgentFailure.notRunning {
            return false
        }
        for _ in 0..<(Self.startSecondsMax * 20) {
            if isLockFree(place) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CommandFailure(.tryLater, "The agent is still stopping; look again in a moment.")
    }

    private func isLockFree(_ place: AgentPlace) -> Bool {
        do {
            _ = try DirectoryLock(directory: place.data)
            return true
        } catch {
            // Whatever else is wrong with the directory: nobody holds it.
            guard case .held = error else { return true }
            return false
        }
    }

    private func start(at place: AgentPlace, _ client: AgentClient) async throws {
        try place.create()
        LastWords.setAside(place.logFile)
        let logLength = LastWords.length(of: place.logFile)
        // It gets a session of its own, and so outlives this command and its terminal.
        let launched = try await Subprocess(try Self.program(environment), ["run"])
            .start(outputFile: place.logFile)
        for _ in 0..<(Self.startSecondsMax * 50) {
            do {
                _ = try await client.ask(.get, ["agent"])
                return
            } catch AgentFailure.notRunning {
                // It may have left because another command's agent was quicker.
                if let status = launched.status, isLockFree(place) {
                    throw Self.failure(status, LastWords(in: place.logFile, after: logLength))
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        throw CommandFailure(
            .failure, "The agent does not answer. What it says is in \(place.logFile).")
    }

    /// Why an agent that was just started has ended, with its own exit code.
    private static func failure(_ status: ExitStatus, _ words: LastWords?) -> CommandFailure {
        var code = ExitCode.failure
        if case .exited(let number) = status, number != 0 {
            code = ExitCode(rawValue: number) ?? code
        }
        guard let words else {
            return CommandFailure(
                code,
                "The agent did not start, and its log does not say why; is the disk full? "
                    + "'counterfoil-agent run' tells more.")
        }
        return CommandFailure(
            code, "The agent did not start. \(words.sentence)", details: words.details)
    }

    /// The agent beside this program, or the first one on the path.
    private static func program(_ environment: [String: String]) throws -> String {
        let name = "counterfoil-agent"
        let path = environment["PATH"] ?? ""
        let folders = [Host.programDirectory] + path.split(separator: ":").map(String.init)
        for folder in folders where access(folder + "/" + name, X_OK) == 0 {
            return folder + "/" + name
        }
        throw CommandFailure(
            .failure, "The program \(name) was not found beside 'counterfoil' or in PATH.")
    }
}
