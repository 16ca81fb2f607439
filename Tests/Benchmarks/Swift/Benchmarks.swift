import Glibc

/// Runs every family of benchmarks and prints the table.
@main
struct Benchmarks {
    static func main() async throws {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9
        var template = Array("benchmarks-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Unwritable() }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        let directory = String(decoding: bytes, as: UTF8.self)
        defer { rmdir(directory) }
        for line in try await SQLiteBenchmarks(in: directory).run(rounds: rounds) {
            print(line.row)
        }
    }

    /// The current directory cannot be written.
    struct Unwritable: Error {}
}

extension Measurement {
    /// The measurement as one line of the table.
    var row: String {
        let measured = "\(Int(value)) \(unit)"
        let compared = "\(rounded(ratio)) × the time of \(comparedWith) (goal ≤ \(rounded(goal)))"
        return "\(name): \(measured), \(compared) \(isMet ? "met" : "MISSED")"
    }

    private func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }
}
