/// Leaves out of a schedule whatever the broken promise does not need, as far as a bounded amount
/// of work leads: it is counted in runs and in their steps, so that a schedule shrinks to the same
/// everywhere, also where people would talk without end.
package struct Shrinker {
    private let bug: PlantedBug?
    private let promise: Finding.Promise
    /// How many more runs it may take.
    private var runsLeft: Int
    /// How many more steps the runs may take together.
    private var stepsLeft: Int
    private var best: Schedule

    /// Shrinks a schedule that broke a promise; what is left breaks the same one.
    package static func shrink(
        _ schedule: Schedule, to outcome: Outcome, bug: PlantedBug? = nil, runsMax: Int = 3_000,
        stepsMax: Int = 300_000
    ) -> Schedule {
        guard let finding = outcome.finding else { return schedule }
        var shrinker = Shrinker(
            bug: bug, promise: finding.promise, runsLeft: runsMax, stepsLeft: stepsMax,
            best: schedule)
        shrinker.keep(Array(schedule.actions.prefix(outcome.actionsCount)))
        shrinker.halve()
        return shrinker.best
    }

    private var isAllowed: Bool { runsLeft > 0 && stepsLeft > 0 }

    /// Leaves out runs of actions: long ones first, until no single one can be spared.
    private mutating func halve() {
        var length = max(1, best.actions.count / 2)
        while isAllowed {
            let before = best.actions.count
            var start = 0
            while start < best.actions.count, isAllowed {
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
        let smaller = best.keeping(actions)
        let outcome = Simulation.run(smaller, bug: bug)
        stepsLeft -= outcome.stepsCount
        guard outcome.finding?.promise == promise else { return false }
        best = smaller
        return true
    }
}
