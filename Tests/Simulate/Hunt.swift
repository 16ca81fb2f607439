import CommandLine
import Simulation

/// Plants each known bug and tells how soon it is found.
struct Hunt {
    let first: UInt64
    let count: UInt64
    let conditions: Conditions
    let console: Console

    /// Throws when a bug was not found.
    func run() async throws {
        var results: [(bug: PlantedBug, found: (schedules: UInt64, finding: Finding)?)] = []
        for bug in PlantedBug.allCases {
            console.progress.update("\(bug.rawValue)")
            results.append((bug, await find(bug)))
        }
        console.progress.erase()
        results.sort { ($0.found?.schedules ?? .max) < ($1.found?.schedules ?? .max) }
        for (bug, found) in results {
            let needed = found.map { "found after \($0.schedules): \($0.finding)" }
            console.say("\(bug.rawValue): \(needed ?? "NOT FOUND in \(count) schedules")")
        }
        if results.contains(where: { $0.found == nil }) { throw ExitCode.failure }
    }

    /// The lowest seed that finds a bug, counted from the first.
    private func find(_ bug: PlantedBug) async -> (schedules: UInt64, finding: Finding)? {
        let step: UInt64 = 64
        var start = first
        while start < first + count {
            let end = min(start + step, first + count)
            var best: (seed: UInt64, finding: Finding)?
            for await (seed, run) in Runs(start..<end, conditions.planting(bug)) {
                guard let finding = run.finding, seed < best?.seed ?? .max else { continue }
                best = (seed, finding)
            }
            if let best { return (best.seed - first + 1, best.finding) }
            start = end
        }
        return nil
    }
}
