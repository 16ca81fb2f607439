/// Leaves out of a schedule whatever the broken promise does not need.
package struct Shrinker {
    private let bug: PlantedBug?
    private let promise: Finding.Promise
    /// How many more runs it may take.
    private var runsLeft: Int
    private var best: Schedule

    /// Shrinks a schedule that broke a promise; what is left breaks the same one.
    package static func shrink(
        _ schedule: Schedule, to outcome: Outcome, bug: PlantedBug? = nil, runsMax: Int = 3_000
    ) -> Schedule {
        guard let finding = outcome.finding else { return schedule }
        var shrinker = Shrinker(
            bug: bug, promise: finding.promise, runsLeft: runsMax, best: schedule)
        shrinker.keep(Array(schedule.actions.prefix(outcome.actionsCount)))
        shrinker.halve()
        return shrinker.best
    }

    /// Leaves out runs of actions: long ones first, until no single one can be spared.
    private mutating func halve() {
        var length = max(1, best.actions.count / 2)
        while runsLeft > 0 {
            let before = best.actions.count
            var start = 0
            while start < best.actions.count, runsLeft > 0 {
                var rest = best.actions
                rest.removeSubrange(start..<min(start + length, rest.count))
                if !keep(rest) { start += length }
            }
            if length == 1, best.actions.count == before { return }
            length = max(1, length / 2)
        }
    }

    /// Takes fewer actions if they break the same promise.
    @discardableResult
    private mutating func keep(_ actions: [Action]) -> Bool {
        runsLeft -= 1
        let smaller = Schedule(seed: best.seed, actions: actions)
        guard Simulation.run(smaller, bug: bug).finding?.promise == promise else { return false }
        best = smaller
        return true
    }
}
