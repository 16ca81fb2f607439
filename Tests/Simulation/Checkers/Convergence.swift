import Sync

extension Checker {
    /// Everybody who holds the whole log holds the same state, and sees it.
    static func convergence(_ world: World) throws(Finding) {
        for laptop in world.laptops {
            let copy = laptop.disk.copy
            guard copy.base.buried == world.office.log.state.buried else {
                throw Finding(.convergence, "\(laptop.name) holds another state than the office")
            }
            guard copy.roll == world.office.log.roll else {
                throw Finding(.convergence, "\(laptop.name) numbers the replicas otherwise")
            }
            guard copy.digest == world.sabotage.digest(of: world.office.log) else {
                throw Finding(.parity, "\(laptop.name) holds the same by another digest")
            }
            for key in copy.keys.sorted() where copy[key] != copy.base[key] {
                throw Finding(.convergence, "\(laptop.name) shows \(key.short) as it is not")
            }
        }
    }

    /// The state is the same in whatever order the log's changes are applied.
    static func shuffled(_ world: World) throws(Finding) {
        var dice = world.dice
        guard dice.happens(percent: 25) else { return }
        var state = BookState()
        for entry in world.office.database.archive.shuffled(using: &dice) { state.apply(entry) }
        let ours = world.office.log.state
        guard state.records == ours.records, state.refused == ours.refused,
            state.removedEarly == ours.removedEarly
        else { throw Finding(.convergence, "in another order the log comes to another state") }
    }
}
