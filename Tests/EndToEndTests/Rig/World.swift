import Glibc
import Machine
import Synchronization
import TestPostgreSQL
import Testing

/// One test's corner of this machine: a directory, and the programs that run in it.
///
/// Every program that was started here has ended when the test has, however the test went.
final class World: Sendable {
    @TaskLocal static var current: World?

    let directory: String
    private let state = Mutex(State())

    private struct State {
        var programs: [RunningSubprocess] = []
        var logs: [String] = []
        var homes: [String] = []
    }

    private init(directory: String) { self.directory = directory }

    /// Lends a world to the body, and tells what its programs said when something goes wrong.
    static func with(_ body: @Sendable (World) async throws -> Void) async throws {
        try await Turnstile.shared.pass {
            try await TemporaryDirectory.with { directory in
                let world = World(directory: directory)
                try await $current.withValue(world) { try await world.live(body) }
            }
        }
    }

    /// Starts a program that goes on beside the test, and the log of what it says.
    func start(_ program: Subprocess, called name: String) async throws -> Log {
        let number = state.withLock { $0.logs.count }
        let path = "\(directory)/\(number)-\(name).log"
        state.withLock { $0.logs.append(path) }
        // When the test itself is killed, its programs are killed with it.
        var program = program
        program.signalOnParentDeath = .kill
        let running = try await program.start(outputFile: path)
        state.withLock { $0.programs.append(running) }
        return Log(path: path, program: running)
    }

    /// What the programs have said, the end of each.
    var told: String {
        state.withLock { $0.logs }.map { path in
            let text = (try? AtomicFile.read(path)).map { String(decoding: $0, as: UTF8.self) }
            let lines = (text ?? "").split(separator: "\n").suffix(40)
            return "── \(path)\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func live(_ body: @Sendable (World) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch let error as ExpectationFailedError {
            await end()
            throw error
        } catch {
            Issue.record(error)
        }
        await end()
    }

    /// Ends every program that was started here, also an agent that a command started.
    func end() async {
        for program in state.withLock({ $0.programs }) {
            program.kill()
            _ = await program.wait()
        }
        for home in state.withLock({ $0.homes }) { try? await end(theAgentOf: home) }
    }

    /// Takes note of a laptop, whose agent may be started by any command.
    func add(home: String) { state.withLock { $0.homes.append(home) } }

    private func end(theAgentOf home: String) async throws {
        try await until("no agent holds \(home)") {
            do {
                _ = try DirectoryLock(directory: home)
                return true
            } catch MachineError.held(_, .some(let holder)) {
                Glibc.kill(holder, SIGKILL)
                return false
            }
        }
    }
}

/// A program that runs, and what it has said so far.
struct Log: Sendable {
    let path: String
    let program: RunningSubprocess

    /// Everything so far.
    var text: String {
        get throws { String(decoding: try AtomicFile.read(path), as: UTF8.self) }
    }

    /// Waits until the program has said something.
    func says(_ words: String) async throws {
        try await until("\(path) says '\(words)'") {
            try text.contains(words) || program.status != nil
        }
        guard try text.contains(words) else {
            throw Trouble(description: "\(path) ended before it said '\(words)'")
        }
    }

    /// Waits until the program has ended, and tells the code that it left.
    func ends(secondsMax: Int = 60) async throws -> Int32? {
        try await until("\(path) ends", secondsMax: secondsMax) { program.status != nil }
        return program.status?.code
    }
}

extension Trait where Self == IssueHandlingTrait {
    /// Adds what the programs of a test's world have said to whatever the test complains of.
    static var toldWithLogs: Self {
        .compactMapIssues { issue in
            guard let world = World.current else { return issue }
            var issue = issue
            issue.comments.append(Comment(rawValue: world.told))
            return issue
        }
    }
}
