import Machine
import Simulation
import Testing

struct ReplayTests {
    @Test func `a seed gives the same run in every process`() async throws {
        for seed in [1, 20] as [UInt64] {
            let here = Simulation.run(Schedule(seed: seed))
            let told = try await replayed(seed)
            #expect(told.contains("the run's number is \(here.signature)"), "seed \(seed)")
        }
    }

    /// What another process says of a seed; each hashes by a seed of its own.
    private func replayed(_ seed: UInt64) async throws -> String {
        let program = Subprocess(Host.programDirectory + "/Simulate", ["--replay", "\(seed)"])
        return try await program.run().outputText
    }
}
