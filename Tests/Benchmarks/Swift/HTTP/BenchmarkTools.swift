import Machine

/// The programs that are unpacked for the benchmarks and never installed.
struct BenchmarkTools: Sendable {
    let nginx: String
    let wrk: String
    private let libraries: String

    /// Asks the script that fetches them where they are; the first time it takes a while.
    static func fetched() async throws -> BenchmarkTools {
        let name = "scripts/bench-tools"
        let outcome = try await Subprocess(name).run(secondsMax: 300)
        let lines = outcome.outputText.split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 1).map(String.init)
        }
        let paths = Dictionary(
            lines.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
        guard outcome.status.isSuccess, let nginx = paths["nginx"], let wrk = paths["wrk"],
            let libraries = paths["libraries"]
        else { throw BenchmarkFailure.program(name, words: outcome.errorText) }
        return BenchmarkTools(nginx: nginx, wrk: wrk, libraries: libraries)
    }

    /// A program that finds the libraries that were unpacked with it.
    func program(_ path: String, _ arguments: [String]) -> Subprocess {
        var program = Subprocess(path, arguments)
        program.environment = Environment.variables.merging(["LD_LIBRARY_PATH": libraries]) { $1 }
        return program
    }
}
