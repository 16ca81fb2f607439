import CommandLine
import Simulation

/// Goes through schedules and tells what broke.
struct Search {
    private let first: UInt64
    private let count: UInt64
    private let steps: Int
    private let console: Console

    init(_ invocation: Invocation, on console: Console) throws {
        first = UInt64(try invocation.integer("seed", in: 0...Int.max / 2) ?? 1)
        count = UInt64(try invocation.integer("schedules", in: 1...1_000_000_000) ?? 1_000)
        steps = try invocation.integer("steps", in: 1...1_000_000) ?? 200
        self.console = console
    }

    /// Does what was asked; throws when a promise was broken or a planted bug not found.
    func run(_ invocation: Invocation) throws {
        if let seed = try invocation.integer("replay", in: 0...Int.max) {
            try replay(UInt64(seed))
        } else if invocation.has("mutations") {
            try hunt()
        } else {
            try search()
        }
    }

    private func replay(_ seed: UInt64) throws {
        let run = Simulation.run(seed: seed, steps: steps)
        console.say("\(run.tally.description)")
        console.say("seed \("\(seed)"): \(run.finding?.description ?? "every promise kept")")
        if run.finding != nil { throw ExitCode.failure }
    }

    private func search() throws {
        var (tally, wrong) = (Tally(), 0)
        for seed in first..<(first + count) {
            console.progress.update("\("\(seed - first)") of \("\(count)"), \("\(wrong)") wrong")
            let run = Simulation.run(seed: seed, steps: steps)
            tally.add(run.tally)
            guard let finding = run.finding else { continue }
            wrong += 1
            console.say("seed \("\(seed)"): \(finding.description)")
        }
        console.progress.erase()
        console.say("\(tally.description)")
        let text = "\(count) schedules of \(steps) steps from seed \(first)"
        console.say("\(text): \("\(wrong)") wrong outcomes")
        if wrong > 0 { throw ExitCode.failure }
    }

    private func hunt() throws {
        var isMissed = false
        for bug in PlantedBug.allCases {
            let found = find(bug)
            isMissed = isMissed || found == nil
            console.say("\(bug.rawValue): \(found ?? "NOT FOUND in \(count) schedules")")
        }
        if isMissed { throw ExitCode.failure }
    }

    private func find(_ bug: PlantedBug) -> String? {
        for seed in first..<(first + count) {
            console.progress.update("\(bug.rawValue): \("\(seed - first)") of \("\(count)")")
            guard let finding = Simulation.run(seed: seed, steps: steps, bug: bug).finding else {
                continue
            }
            return "found after \(seed - first + 1) schedules (\(finding))"
        }
        return nil
    }
}
