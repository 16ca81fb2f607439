import Simulation
import Testing

struct ScheduleTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `whatever happens, nothing is lost and all copies end equal`(seed: UInt64) {
        let finding = Simulation.run(Schedule(seed: seed)).finding
        #expect(finding == nil, "seed \(seed): \(finding?.description ?? "")")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `nor where machines are cloned and the office restored all the time`(seed: UInt64) {
        let run = Simulation.run(Schedule(seed: seed, weather: .stormy))
        #expect(run.finding == nil, "seed \(seed): \(run.finding?.description ?? "")")
    }

    @Test func `a storm clones machines and restores the office more often`() {
        func faults(in weather: Weather) -> Int {
            (1...5 as ClosedRange<UInt64>).reduce(0) { sum, seed in
                let tally = Simulation.run(Schedule(seed: seed, weather: weather)).tally
                return sum + tally[.cloned] + tally[.restored]
            }
        }
        #expect(faults(in: .stormy) > 2 * faults(in: .usual))
    }

    @Test(arguments: [
        PlantedBug.dotsTakenAtSave, .unnamedRemoved, .cursorFirst, .readsBeforeLock, .notClipped,
        .peersDigest, .forkDropped, .receiptUnchecked, .lapsedGoesOn, .silentNotAwaited,
        .heldTooShort, .attachedJudged, .importKeepsNames,
    ])
    func `a planted bug is found`(bug: PlantedBug) {
        let seeds = 1...10 as ClosedRange<UInt64>
        #expect(seeds.contains { Simulation.run(Schedule(seed: $0), bug: bug).finding != nil })
    }

    @Test func `what a broken promise needs is a part of its schedule, and breaks it too`() {
        let schedule = Schedule(seed: 1, actions: 200)
        let run = Simulation.run(schedule, bug: .dotsTakenAtSave)
        let shrunk = Shrinker.shrink(schedule, to: run, bug: .dotsTakenAtSave, runsMax: 60)
        let again = Simulation.run(shrunk, bug: .dotsTakenAtSave, isTold: true)
        #expect(shrunk.actions.count < schedule.actions.count / 4)
        #expect(again.finding?.promise == run.finding?.promise)
        #expect(!again.story.isEmpty)
    }
}
