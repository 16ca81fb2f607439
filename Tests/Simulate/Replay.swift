import CommandLine
import Simulation

/// Goes through one schedule again, and shows what of it a broken promise needs.
struct Replay {
    let actions: Int
    let bug: PlantedBug?
    let console: Console

    /// Tells what a seed comes to; throws when a promise was broken.
    func tell(_ seed: UInt64, isWhole: Bool) throws {
        let run = Simulation.run(
            Schedule(seed: seed, actions: actions), bug: bug, isTold: isWhole)
        for line in run.story { console.say("  \(line)") }
        console.say("\(run.tally.description)")
        console.say("the run's number is \("\(run.signature)")")
        console.say("seed \("\(seed)"): \(run.finding?.description ?? "every promise kept")")
        guard run.finding != nil else { return }
        tellShrunk(seed, from: run)
        throw ExitCode.failure
    }

    /// Tells those actions of a seed's schedule that are enough to break its promise.
    func tellShrunk(_ seed: UInt64) {
        tellShrunk(
            seed, from: Simulation.run(Schedule(seed: seed, actions: actions), bug: bug))
    }

    private func tellShrunk(_ seed: UInt64, from run: Outcome) {
        let schedule = Schedule(seed: seed, actions: actions)
        let shrunk = Shrinker.shrink(schedule, to: run, bug: bug)
        let told = Simulation.run(shrunk, bug: bug, isTold: true)
        console.say("\("\(shrunk.actions.count)") of the actions of seed \("\(seed)") are enough:")
        for line in told.story { console.say("  \(line)") }
        console.say("broken: \(told.finding?.description ?? "nothing")")
    }
}
