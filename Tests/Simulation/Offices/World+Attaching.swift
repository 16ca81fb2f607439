import Causality
import Sync

/// A book that was kept on the first laptop alone goes up to an office that never saw it.
extension World {
    /// Whoever else is of the book waits until it has come.
    mutating func beginAttaching() {
        let device = laptops[0].disk.copy.device
        guard office.log.beginAttaching(from: device) else { return }
        office.database.attaching = device
        laptops[0].isOnline = false
        tally.count(.attached)
    }

    /// The laptop says that all of it is there.
    mutating func finishAttaching(of laptop: Int) {
        let copy = laptops[laptop].disk.copy
        guard office.database.attaching == copy.device, !office.log.isRecovering,
            copy.unsent.allSatisfy({ office.log.state.knowledge.covers($0.dot) })
        else { return }
        finishAttaching()
    }

    mutating func finishAttaching() {
        guard office.database.attaching != nil else { return }
        office.database.attaching = nil
        if isTold { tell("the book has come") }
        transact { log, _ in log.finishAttaching() }
    }
}
