import Simulation

/// What all schedules of a search have in common.
struct Conditions {
    /// Actions of people and faults in each.
    let actions: Int
    /// How often things happen.
    let weather: Weather
    /// A known bug that is planted.
    var bug: PlantedBug?

    /// The schedule of a seed.
    func schedule(_ seed: UInt64) -> Schedule {
        Schedule(seed: seed, actions: actions, weather: weather)
    }

    /// What the schedule of a seed comes to.
    func run(_ seed: UInt64) -> Outcome { Simulation.run(schedule(seed), bug: bug) }

    /// The same with another bug.
    func planting(_ bug: PlantedBug) -> Conditions {
        var conditions = self
        conditions.bug = bug
        return conditions
    }
}
