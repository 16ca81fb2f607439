import Causality
import Sync

// Who is waited for, and what goes up whole.
extension Sabotage {
    /// Forgets that a device was silent.
    func forgive(_ device: DeviceID, in log: inout BookLog, at milliseconds: UInt64) {
        guard bug == .lapsedGoesOn else { return }
        log.attendance.hear(device, at: nil, milliseconds: milliseconds)
    }

    /// Strikes whoever was silent for a month.
    func strike(in log: inout BookLog, at milliseconds: UInt64) {
        guard bug == .silentNotAwaited else { return }
        for (device, presence) in log.attendance.presences
        where milliseconds - presence.heardMilliseconds > 30 * World.day {
            log.attendance.strike(device)
        }
    }

    /// Goes on as soon as one laptop has brought what it holds.
    func release(_ log: inout BookLog, after offer: Offer) {
        if bug == .heldTooShort, offer.isComplete { log.release() }
    }

    /// Takes a book that goes up for anybody's changes.
    func judgeAttached(in log: inout BookLog) {
        if bug == .attachedJudged { log.finishAttaching() }
    }
}
