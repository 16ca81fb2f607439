import Simulation
import Testing

struct ScheduleTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `whatever happens, nothing is lost and all copies end equal`(seed: UInt64) {
        let finding = Simulation.run(seed: seed, steps: 200).finding
        #expect(finding == nil, "seed \(seed): \(finding?.description ?? "")")
    }

    // A replica id that is kept mends itself since chains are checked: what is written under it
    // continues another chain, and is entered again under a new one.
    @Test(arguments: PlantedBug.allCases.filter { $0 != .replicaKeptOverRestart })
    func `a planted bug is found`(bug: PlantedBug) {
        let seeds = 1...500 as ClosedRange<UInt64>
        #expect(seeds.contains { Simulation.run(seed: $0, steps: 200, bug: bug).finding != nil })
    }

    @Test func `a seed gives the same run every time`() {
        let bug = PlantedBug.replicaKeptOverRestart
        let findings = (1...40).map { Simulation.run(seed: $0, steps: 200, bug: bug) }
        #expect(findings == (1...40).map { Simulation.run(seed: $0, steps: 200, bug: bug) })
    }
}
