import Simulation

/// Runs the simulator: `Simulate --schedules N --seed S --steps N`, `--replay SEED`, `--mutations`.
@main
enum Program {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let steps = number(after: "--steps", in: arguments) ?? 200
        if let seed = number(after: "--replay", in: arguments) {
            return report(seed: UInt64(seed), steps: steps)
        }
        let first = UInt64(number(after: "--seed", in: arguments) ?? 1)
        let count = UInt64(number(after: "--schedules", in: arguments) ?? 1_000)
        if arguments.contains("--mutations") {
            for bug in PlantedBug.allCases { hunt(bug, from: first, count: count, steps: steps) }
        } else {
            search(from: first, count: count, steps: steps)
        }
    }

    private static func number(after name: String, in arguments: ArraySlice<String>) -> Int? {
        arguments.firstIndex(of: name).flatMap { index in
            arguments.indices.contains(index + 1) ? Int(arguments[index + 1]) : nil
        }
    }

    private static func report(seed: UInt64, steps: Int) {
        let run = Simulation.run(seed: seed, steps: steps)
        print(run.tally.description)
        print("seed \(seed): \(run.finding?.description ?? "every promise kept")")
    }

    private static func search(from first: UInt64, count: UInt64, steps: Int) {
        var (tally, wrong) = (Tally(), 0)
        for seed in first..<(first + count) {
            let run = Simulation.run(seed: seed, steps: steps)
            tally.add(run.tally)
            guard let finding = run.finding else { continue }
            wrong += 1
            print("seed \(seed): \(finding.description)")
        }
        print(tally.description)
        print("\(count) schedules of \(steps) steps from seed \(first): \(wrong) wrong outcomes")
    }

    private static func hunt(_ bug: PlantedBug, from first: UInt64, count: UInt64, steps: Int) {
        for seed in first..<(first + count) {
            let run = Simulation.run(seed: seed, steps: steps, bug: bug)
            guard let finding = run.finding else { continue }
            print("\(bug.rawValue): found after \(seed - first + 1) schedules (\(finding))")
            return
        }
        print("\(bug.rawValue): NOT FOUND in \(count) schedules")
    }
}
