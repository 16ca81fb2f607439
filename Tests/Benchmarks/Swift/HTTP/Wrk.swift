import Machine

/// The program wrk: as many requests as a server can answer.
struct Wrk {
    /// What it brought to a server.
    struct Load {
        let requestCount: Int
        let seconds: Double
    }

    private static let connectionCount = 64
    private static let seconds = 3

    let tools: BenchmarkTools

    /// Loads a server of this machine.
    func load(port: UInt16, onCore core: String) async throws -> Load {
        let program = tools.program(
            "taskset",
            [
                "-c", core, tools.wrk, "-t1", "-c\(Self.connectionCount)", "-d\(Self.seconds)s",
                "http://127.0.0.1:\(port)/",
            ])
        let outcome = try await program.run()
        guard outcome.status.isSuccess, let load = Load(reading: outcome.outputText) else {
            throw BenchmarkFailure.program("wrk", words: outcome.outputText + outcome.errorText)
        }
        return load
    }
}

extension Wrk.Load {
    /// Reads what wrk says; `nil` when any request failed.
    init?(reading text: String) {
        guard !text.contains("Non-2xx"), !text.contains("Socket errors") else { return nil }
        var count: Int?
        var rate: Double?
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.dropFirst().first == "requests" { count = Int(words[0]) }
            if words.first == "Requests/sec:" { rate = words.last.flatMap { Double($0) } }
        }
        guard let count, let rate, rate > 0 else { return nil }
        self.init(requestCount: count, seconds: Double(count) / rate)
    }
}
