import CommandLine
import Simulation

/// Goes through one schedule again, and shows what of it a broken promise needs.
struct Replay {
    let conditions: Conditions
    let console: Console

    /// Tells what a seed comes to; throws when a promise was broken.
    func tell(_ seed: UInt64, isWhole: Bool) throws {
        let schedule = conditions.schedule(seed)
        let run = Simulation.run(schedule, bug: conditions.bug, isTold: isWhole)
        for line in run.story { console.say("  \(line)") }
        console.say("\(run.tally.description)")
        console.say("the run's number is \("\(run.signature)")")
        console.say("seed \("\(seed)"): \(run.finding?.description ?? "every promise kept")")
        guard run.finding != nil else { return }
        tellShrunk(schedule, from: run)
        throw ExitCode.failure
    }

    /// Tells those actions of a seed's schedule that are enough to break its promise.
    func tellShrunk(_ seed: UInt64) {
        tellShrunk(conditions.schedule(seed), from: conditions.run(seed))
    }

    private func tellShrunk(_ schedule: Schedule, from run: Outcome) {
        let shrunk = Shrinker.shrink(schedule, to: run, bug: conditions.bug)
        let told = Simulation.run(shrunk, bug: conditions.bug, isTold: true)
        let (count, seed) = ("\(shrunk.actions.count)", "\(schedule.seed)")
        console.say("\(count) of the actions of seed \(seed) are enough:")
        for line in told.story { console.say("  \(line)") }
        console.say("broken: \(told.finding?.description ?? "nothing")")
    }
}
