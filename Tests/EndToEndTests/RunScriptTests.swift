import JSON
import Machine
import PostgreSQL
import Testing

/// The README's first command, over the programs that are built already: what it says is to be
/// typed is typed.
@Suite(.toldWithLogs) struct RunScriptTests {
    @Test func `the demo's three lines settle what it made two laptops disagree about`()
        async throws
    {
        try await RunScript.with("--demo") { script in
            for start in 1...2 {
                if start > 1 { try await script.startAgain() }
                try await #require(script.conflicts(of: "agent").count == 1)
                let told = try await script.type(script.lines)
                let settled = try #require(told.split(separator: "Settled: keep yours: ").last)
                let phone = settled.prefix { !$0.isNewline }
                #expect(phone.hasPrefix("+47 555 01"), "\(told)")
                #expect(try await script.conflicts(of: "agent").isEmpty)
                let last = [script.lines.first, script.lines.last].compactMap(\.self)
                try await until("Boris sees it too") {
                    try await script.type(last).contains(phone)
                }
            }
        }
    }

    @Test func `a laptop is ready, a second one joins, and a second start keeps everything`()
        async throws
    {
        try await RunScript.with { script in
            let place = try #require(script.lines.first)
            let invite = try #require(script.lines.first { $0.contains("invite") })
            let code = try await script.type([place, invite])
            let lines = script.lines.filter { $0 != invite }.map { line in
                line.replacing("CODE", with: code.trimmed)
            }
            let told = try await script.type(lines)
            #expect(told.contains("Ada Ltd") && told.contains("up to date"), "\(told)")
            try await script.startAgain()
            let kept = try await script.type([place, "counterfoil client list"])
            #expect(kept.contains("Ada Ltd"), "\(kept)")
        }
    }
}

/// `scripts/run` in a directory of its own, and a terminal beside it.
private final class RunScript {
    private let world: World
    private let option: [String]
    private let port = Port.free()
    private var running: RunningProgram
    /// What it says is to be typed, line by line.
    private(set) var lines: [String] = []

    private init(in world: World, _ option: [String]) async throws {
        (self.world, self.option) = (world, option)
        running = try await Self.start(in: world, option, port)
        for name in ["agent", "boris", "second"] { world.add(home: "\(home)/\(name)") }
    }

    /// Lends it while it runs, and ends it as Ctrl-C does.
    static func with(
        _ option: String..., body: @Sendable (RunScript) async throws -> Void
    ) async throws {
        try await World.with { world in
            let script = try await RunScript(in: world, option)
            do {
                try await script.isReady()
                try await body(script)
            } catch {
                _ = try? await script.end()
                throw error
            }
            #expect(try await script.end() == 130)
            #expect(try PrivateCluster(directory: script.home + "/server").processID == nil)
        }
    }

    /// Everything that it keeps.
    private var home: String {
        world.directory + "/kept" + (option.isEmpty ? "" : "/demo")
    }

    func startAgain() async throws {
        #expect(try await end() == 130)
        running = try await Self.start(in: world, option, port)
        try await isReady()
    }

    /// Types lines into a terminal; the answer is what they said.
    func type(_ lines: some Sequence<String>) async throws -> String {
        var bash = Subprocess("/bin/bash", ["-euc", lines.joined(separator: "\n")])
        bash.environment = Self.variables
        let reply = try await Reply(of: bash)
        #expect(reply.code == 0, "\(reply.complaint)")
        return reply.output
    }

    /// The questions that wait on one of its laptops.
    func conflicts(of laptop: String) async throws -> [JSONValue] {
        let list = "COUNTERFOIL_HOME='\(home)/\(laptop)' counterfoil conflicts list --json"
        let said = try await type(lines.prefix(1) + [list])
        let answer = try JSONValue(parsing: Array(said.utf8))
        return answer["conflicts"]?.array ?? []
    }

    private func isReady() async throws {
        try await running.says("Ctrl-C stops it")
        lines = try running.text.split(separator: "\n").filter { $0.hasPrefix("    ") }
            .map { String($0.dropFirst(4)) }.filter { !$0.hasPrefix("http") }
    }

    private func end() async throws -> Int32? {
        running.program.send(signal: 2)
        return try await running.ends()
    }

    private static func start(
        in world: World, _ option: [String], _ port: UInt16
    ) async throws -> RunningProgram {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        var program = Subprocess("/\(root)/scripts/run", option)
        program.environment = variables.merging([
            "COUNTERFOIL_RUN_PROGRAMS": Host.programDirectory,
            "COUNTERFOIL_RUN_DIRECTORY": world.directory + "/kept",
            "COUNTERFOIL_LISTEN": "127.0.0.1:\(port)",
        ]) { $1 }
        return try await world.start(program, called: "run")
    }

    private static var variables: [String: String] {
        ["PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8"]
    }
}

extension String {
    fileprivate var trimmed: Substring { prefix { !$0.isNewline } }
}
