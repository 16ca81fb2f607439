import Bytes
import Causality
import Sync

extension Checker {
    /// Whoever was silent for longer than the lease takes a snapshot when he comes back.
    static func lease(
        of device: DeviceID, isLapsed: Bool, _ request: Request, _ reply: Session.Reply
    ) throws(Finding) {
        guard isLapsed, request.follows, reply.isServed else { return }
        throw Finding(
            .lease, "device \(device.text.prefix(4)) came back after its lease, and went on")
    }

    /// What is declared durable has been passed by every device that is waited for; who was
    /// rewound since may stand before it.
    static func durability(
        _ database: Database, after before: UInt64, now: UInt64
    ) throws(Finding) {
        let (durable, passed) = (database.log.durable, database.roster.passed(now: now))
        guard let passed, durable > passed, durable > before else { return }
        throw Finding(
            .lease, "\(durable) is durable, but a device that is waited for stands at \(passed)")
    }

    /// A book that stands still goes on when every live device has brought what it holds, when a
    /// day is over, or when an owner says so; not before, and by itself at the latest then.
    static func hold(_ hold: Hold, _ roster: Roster, now: UInt64) -> Finding? {
        guard now - hold.since < Hold.longestMilliseconds else { return nil }
        let missing = roster.live(now: now).subtracting(hold.finished).sorted()
        guard let first = missing.first else { return nil }
        return Finding(
            .hold, "the office goes on without device \(first.text.prefix(4))")
    }

    static func endOfHold(_ database: Database, now: UInt64) throws(Finding) {
        guard database.log.isRecovering, let hold = database.hold,
            now - hold.since >= Hold.longestMilliseconds
        else { return }
        throw Finding(.hold, "the office stands still for longer than a day")
    }
}

extension Request {
    /// Whether it goes on from a cursor.
    fileprivate var follows: Bool {
        switch self {
        case .hello, .push, .pull: true
        case .offer, .snapshot: false
        }
    }
}

extension Session.Reply {
    /// Whether it does what was asked.
    var isServed: Bool {
        switch self {
        case .welcome(let welcome): welcome.standing == .goOn
        case .standing: false
        case .verdicts, .page, .offered, .head, .chunk: true
        }
    }
}
