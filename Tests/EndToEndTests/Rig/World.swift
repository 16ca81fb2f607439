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

    /// Starts a program that goes on beside the test.
    func start(_ program: Subprocess, called name: String) async throws -> RunningProgram {
        let number = state.withLock { $0.logs.count }
        let path = "\(directory)/\(number)-\(name).log"
        state.withLock { $0.logs.append(path) }
        // When the test itself is killed, its programs are killed with it.
        var program = program
        program.signalOnParentDeath = .kill
        let running = try await program.start(outputFile: path)
        state.withLock { $0.programs.append(running) }
        return RunningProgram(log: path, program: running)
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

extension Trait where Self == IssueHandlingTrait {
    /// Adds what the programs of a test's world have said to whatever the test complains of.
    static var toldWithLogs: Self {
        .compactMapIssues { issue in
            guard let world = World.current else { return issue }
            let told = Comment(rawValue: world.told)
            // A suite's trait is its tests' trait as well.
            guard !issue.comments.contains(told) else { return issue }
            var issue = issue
            issue.comments.append(told)
            return issue
        }
    }
}
