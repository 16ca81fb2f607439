import Causality
import Sync

/// Who was heard when: kept beside the log, to be held against it.
extension World {
    /// What a letter asks, as it stood before it was answered.
    struct Asked {
        let request: Request
        let device: DeviceID
        let isRevoked: Bool
        let isOnLog: Bool
        let isLapsed: Bool
    }

    /// Takes note of a question that is about to be answered.
    mutating func asked(_ request: Request, in letter: Letter) -> Asked {
        let device = laptops[letter.laptop].disk.copy.device
        let asked = Asked(
            request: request, device: device, isRevoked: office.role(of: device) == .revoked,
            isOnLog: !request.points.isEmpty
                && request.points.allSatisfy { office.log.point(at: $0.position) == $0 },
            isLapsed: office.database.roster.hasLapsed(device, now: now))
        finish(asked)
        sabotage.forgive(device, in: &office.log, at: now)
        return asked
    }

    /// Takes note of the answer.
    mutating func answered(_ asked: Asked, with reply: Session.Reply) throws(Finding) {
        guard !asked.isRevoked else { return }
        // What was brought may be what showed that the office has to wait.
        finish(asked)
        try Checker.lease(of: asked.device, isLapsed: asked.isLapsed, asked.request, reply)
        tally.count(.lapsed, asked.isLapsed ? 1 : 0)
        let isFollowing = asked.isOnLog && reply.isServed
        office.database.roster.hear(
            asked.device, at: isFollowing ? asked.request.points.first?.position : nil, now: now)
    }

    /// Who brought everything, or knows nothing that the log lacks, is not waited for.
    private mutating func finish(_ asked: Asked) {
        guard !asked.isRevoked, asked.isOnLog || asked.request.isLast else { return }
        office.database.hold?.finished.insert(asked.device)
    }

    /// Takes note that the office stands still, or goes on.
    mutating func noteHold(wasRecovering: Bool, isAllowed: Bool) {
        if office.log.isRecovering {
            office.database.hold = office.database.hold ?? Hold(since: now)
        } else if wasRecovering, let hold = office.database.hold {
            let finding = Checker.hold(hold, office.database.roster, now: now)
            if !isAllowed { broken = broken ?? finding }
            office.database.hold = nil
        }
    }
}

extension Request {
    /// Whether nothing more comes after it.
    fileprivate var isLast: Bool {
        if case .offer(let offer) = self { return offer.isComplete }
        return false
    }
}
