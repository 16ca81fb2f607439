import Sync

/// Time in which nobody says anything.
extension World {
    static let day: UInt64 = 86_400_000

    /// Days pass; whatever was under way is over.
    mutating func pass(days: UInt64) throws(Finding) {
        try endTransaction(isKilled: true)
        letters = (letters + office.parked).map { $0.answering(.silence) }
        office.parked = []
        now += days * Self.day
        tally.count(.waited)
        if isTold { tell("\(days) days pass") }
        let (now, wasRecovering) = (now, office.log.isRecovering)
        transact { log, _ in _ = log.releaseIfOver(milliseconds: now) }
        if wasRecovering, !office.log.isRecovering { tally.count(.held) }
        try Checker.endOfHold(office.database, now: now)
    }
}
