import Foundation
import Simulation
import Testing

struct ReplayTests {
    @Test func `a seed gives the same run in every process`() throws {
        for seed in [1, 20, 37] as [UInt64] {
            let here = Simulation.run(seed: seed)
            let told = try replayed(seed)
            #expect(told.contains("the run's number is \(here.signature)"), "seed \(seed)")
        }
    }

    /// What another process says of a seed; each hashes by a seed of its own.
    private func replayed(_ seed: UInt64) throws -> String {
        let program = Process()
        program.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "Simulate")
        program.arguments = ["--replay", "\(seed)"]
        let output = Pipe()
        program.standardOutput = output
        try program.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        program.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
