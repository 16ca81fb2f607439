import JSON
import Machine
import Testing

/// A laptop whose agent is the one in Python, which shares no code with ours.
struct ForeignLaptop: Sendable {
    private let directory: String

    /// A laptop that belongs to the office's book.
    static func joined(_ name: String, to office: Office) async throws -> ForeignLaptop {
        let laptop = ForeignLaptop(directory: "\(office.world.directory)/\(name)")
        try await laptop.type("enrol", office.address, try await office.invite())
        return laptop
    }

    /// Types a command that must succeed; each is one life of the agent.
    @discardableResult
    func type(_ command: String, _ words: String...) async throws -> String {
        let tests = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        var python = Subprocess("python3", ["-m", "foreign_agent", command, directory] + words)
        python.environment = [
            "PATH": Environment.variables["PATH"] ?? "/usr/bin:/bin", "PYTHONUTF8": "1",
            "PYTHONPATH": tests + "/ForeignAgent", "PYTHONDONTWRITEBYTECODE": "1",
        ]
        let reply = try await Reply(of: python)
        try #require(reply.code == 0, "foreign_agent \(command) \(words): \(reply.complaint)")
        return reply.output
    }

    /// Types a command whose answer is a line of JSON for each thing.
    func answers(_ command: String, _ words: String...) async throws -> [JSONValue] {
        let output =
            words.isEmpty ? try await type(command) : try await type(command, words[0])
        return try output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    /// The record of a collection whose field holds a text, as `client/ID`.
    func record(_ collection: String, where field: String, is text: String) async throws -> String {
        let records = try await answers("list", collection)
        let found = records.first { $0[field]?.string == text }
        return "\(collection)/\(try #require(found?["id"]?.string))"
    }
}
