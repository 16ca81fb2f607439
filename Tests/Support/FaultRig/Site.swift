package import Machine
import Synchronization

/// The directory of one run, and the programs that run in it.
package final class Site: Sendable {
    /// Where everything is kept.
    package let directory: String
    private let state = Mutex(State())

    private struct State {
        var programs: [RunningSubprocess] = []
        var logsCount = 0
    }

    /// A site in a directory that exists.
    package init(directory: String) { self.directory = directory }

    /// Starts a program that goes on by itself; it is killed when this process ends.
    package func start(_ program: Subprocess, called name: String) async throws -> StartedProgram {
        let number = state.withLock { state in
            state.logsCount += 1
            return state.logsCount
        }
        var program = program
        program.signalOnParentDeath = .kill
        let log = "\(directory)/\(number)-\(name).log"
        let running = try await program.start(outputFile: log)
        state.withLock { $0.programs.append(running) }
        return StartedProgram(log: log, program: running)
    }

    /// Ends every program that was started here.
    package func end() async {
        for program in state.withLock({ $0.programs }) {
            program.kill()
            _ = await program.wait()
        }
    }

    /// A program that was built beside this one, in an environment of its own.
    package static func program(
        _ name: String, _ words: [String], _ variables: [String: String]
    ) -> Subprocess {
        var program = Subprocess(Host.programDirectory + "/" + name, words)
        let own = ["PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8"]
        program.environment = own.merging(variables) { $1 }
        return program
    }
}

/// A program that runs beside the rig: what it has said, and how it ends.
package struct StartedProgram: Sendable {
    let log: String
    let program: RunningSubprocess

    /// Waits until the program has said something.
    func says(_ words: String) async throws {
        try await Patience.until("\(log) says '\(words)'") {
            try text.contains(words) || program.status != nil
        }
        guard try text.contains(words) else {
            throw RigTrouble("\(log) ended before it said '\(words)': \(try text.suffix(400))")
        }
    }

    /// Ends the program as a power cut would, and waits for its end.
    func kill() async {
        program.kill()
        _ = await program.wait()
    }

    private var text: String {
        get throws { String(decoding: try AtomicFile.read(log), as: UTF8.self) }
    }
}

/// What a command said, and the code that it left.
package struct Told: Sendable {
    /// The exit code; `nil` when a signal ended it.
    package let code: Int32?
    /// What it said.
    package let output: String
    /// What it said on the standard error.
    package let complaint: String

    /// Runs a command to its end.
    init(by program: Subprocess) async throws {
        let outcome = try await program.run(outputBytesMax: 256 << 20)
        if case .exited(let code) = outcome.status { self.code = code } else { code = nil }
        (output, complaint) = (outcome.outputText, outcome.errorText)
    }
}
