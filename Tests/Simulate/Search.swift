import CommandLine
import Simulation

/// Goes through schedules and tells what broke.
struct Search {
    private let first: UInt64
    private let count: UInt64
    private let actions: Int
    private let bug: PlantedBug?
    private let console: Console

    init(_ invocation: Invocation, on console: Console) throws {
        first = UInt64(try invocation.integer("seed", in: 0...Int.max / 2) ?? 1)
        count = UInt64(try invocation.integer("schedules", in: 1...1_000_000_000) ?? 1_000)
        actions = try invocation.integer("actions", in: 1...1_000_000) ?? 200
        bug = try invocation.value("plant").map { name in
            guard let bug = PlantedBug(rawValue: name) else {
                let names = PlantedBug.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "There is no bug \(name). There are: \(names).")
            }
            return bug
        }
        self.console = console
    }

    /// Does what was asked; throws when a promise was broken or a planted bug not found.
    func run(_ invocation: Invocation) async throws {
        if let seed = try invocation.integer("replay", in: 0...Int.max) {
            try replay(UInt64(seed), isWhole: invocation.has("story"))
        } else if invocation.has("mutations") {
            try await Hunt(first: first, count: count, actions: actions, console: console).run()
        } else {
            try await search()
        }
    }

    /// Goes through one schedule again, and shows what of it the broken promise needs.
    private func replay(_ seed: UInt64, isWhole: Bool) throws {
        let schedule = Schedule(seed: seed, actions: actions)
        let run = Simulation.run(schedule, bug: bug, isTold: isWhole)
        for line in run.story { console.say("  \(line)") }
        console.say("\(run.tally.description)")
        console.say("the run's number is \("\(run.signature)")")
        console.say("seed \("\(seed)"): \(run.finding?.description ?? "every promise kept")")
        guard run.finding != nil else { return }
        let shrunk = Shrinker.shrink(schedule, to: run, bug: bug)
        let told = Simulation.run(shrunk, bug: bug, isTold: true)
        console.say("\("\(shrunk.actions.count)") of its actions are enough:")
        for line in told.story { console.say("  \(line)") }
        console.say("broken: \(told.finding?.description ?? "nothing")")
        throw ExitCode.failure
    }

    private func search() async throws {
        var (tally, wrong, done) = (Tally(), 0, UInt64(0))
        for await (seed, run) in Runs(first..<(first + count), actions: actions, bug: bug) {
            tally.add(run.tally)
            done += 1
            if done.isMultiple(of: 64) {
                console.progress.update("\("\(done)") of \("\(count)"), \("\(wrong)") wrong")
            }
            guard let finding = run.finding else { continue }
            wrong += 1
            console.say("seed \("\(seed)"): \(finding.description)")
        }
        console.progress.erase()
        console.say("\(tally.description)")
        let text = "\(count) schedules of \(actions) actions from seed \(first)"
        console.say("\(text): \("\(wrong)") wrong outcomes")
        if wrong > 0 { throw ExitCode.failure }
    }
}
