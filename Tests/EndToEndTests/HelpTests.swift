import JSON
import Testing

/// What the programs say of themselves.
@Suite(.toldWithLogs) struct HelpTests {
    private static let programs = ["counterfoil", "counterfoil-agent", "counterfoil-server"]

    @Test(arguments: programs) func `every command has a help with examples`(
        program: String
    )
        async throws
    {
        var commands: [[String]] = [[]]
        var count = 0
        while let command = commands.popLast() {
            let help = try await reply(program, command + ["--help"])
            #expect(help.code == 0)
            #expect(help.output.contains("\nEXAMPLES\n"), "\(program) \(command)")
            #expect(help.output.contains("\nEXIT CODES\n"))
            #expect(help.complaint.isEmpty)
            commands += Self.names(in: help.output).map { command + [$0] }
            count += 1
        }
        #expect(count >= 5)
    }

    @Test func `what every command of the server understands is listed once`() async throws {
        let whole = try await reply("counterfoil-server", ["--help"])
        #expect(whole.output.contains("--tls-certificate"))
        for words in [["serve"], ["admin", "user", "add"], ["mail", "list"]] {
            let help = try await reply("counterfoil-server", words + ["--help"])
            #expect(!help.output.contains("--tls-certificate"))
            #expect(help.output.contains("options of counterfoil-server --help."))
            #expect(help.output.split(separator: "\n").count < 40)
        }
    }

    @Test(arguments: programs) func `what is not understood is JSON on the standard error`(
        program: String
    ) async throws {
        for words in [["--nonsense"], ["nonsense"], []] {
            let refused = try await reply(program, words + ["--json"])
            #expect(refused.code == 2)
            #expect(refused.output.isEmpty)
            #expect(try refused.failure["error"] == "usage")
            #expect(try refused.failure["exit_code"] == 2)
            #expect(try refused.failure["message"]?.string?.contains(program) == true)
        }
    }

    @Test func `what is refused is JSON on the standard error, with the code of the exit`()
        async throws
    {
        try await World.with { world in
            let anna = try await Laptop.running("anna", in: world)
            let refused = [
                (try await anna.type("client", "show", "nobody", "--json"), 4, "not_found"),
                (try await anna.type("client", "add", "--json"), 3, "validation"),
                (try await anna.type("login", "nowhere", "--code", "X", "--json"), 3, "validation"),
                (
                    try await anna.type(
                        "login", "http://127.0.0.1:\(Port.free())", "--code", "X", "--json"),
                    6, "network_needed"
                ),
            ]
            for (reply, code, error) in refused {
                #expect(reply.code == Int32(code))
                #expect(reply.output.isEmpty)
                #expect(try reply.failure["exit_code"] == .integer(Int64(code)))
                #expect(try reply.failure["error"] == .string(error))
                #expect(try reply.failure["message"]?.string?.hasSuffix(".") == true)
            }
        }
    }

    @Test(arguments: programs) func `every program tells its version`(
        program: String
    )
        async throws
    {
        let version = try await reply(program, ["--version"])
        #expect(version.code == 0)
        #expect(version.output.hasPrefix(program + " "))
    }

    private func reply(_ program: String, _ words: [String]) async throws -> Reply {
        try await Turnstile.shared.pass {
            try await Reply(of: Programs.program(program, words, [:]))
        }
    }

    /// The names below COMMANDS.
    private static func names(in help: String) -> [String] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "COMMANDS") else { return [] }
        return lines[(start + 1)...].prefix { !$0.isEmpty }.compactMap { line in
            line.split(separator: " ").first.map { String($0) }
        }
    }
}
