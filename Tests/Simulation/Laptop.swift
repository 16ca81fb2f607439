import Causality
import Sync

/// A laptop of a run: what is on its disk, and what it forgets when it stops.
struct Laptop {
    /// What survives: it changes in one step, at a commit.
    var disk: BookCopy
    /// Older states of the disk, as backups keep them.
    var backups: [BookCopy] = []
    /// The replica that this start of the program writes as; minted at its first write.
    var replica: ReplicaID?
    /// Records that a person has open, with what he was shown.
    var forms: [Form] = []
    /// Whether the office lacks what came before, and this laptop does too.
    var leavesGap = false
    /// How far its clock is off.
    let clockOffset: Int64

    /// The program ends and starts again, on what the disk holds now.
    mutating func restart(isForgetful: Bool = true) {
        if isForgetful { replica = nil }
        forms = []
    }

    /// What its clock says.
    func time(at now: UInt64) -> UInt64 {
        clockOffset >= 0 ? now &+ UInt64(clockOffset) : now - min(now, clockOffset.magnitude)
    }
}

/// A record that a person has open.
struct Form {
    /// What the program keeps of it.
    var sight: Sight
    /// Every change that the laptop held when it was opened.
    var shown: Shown
}

/// What a laptop held at one time: whatever a person was shown then is among it.
struct Shown {
    let pulled: Knowledge
    var own: Set<Dot>

    init(_ disk: BookCopy) {
        pulled = disk.base.knowledge
        own = Set(disk.overlay.map(\.dot))
    }

    func contains(_ dot: Dot) -> Bool { own.contains(dot) || pulled.covers(dot) }
}

/// What travels between a laptop and the office.
enum Letter {
    case push(from: Int, Push)
    case answers(to: Int, Verdicts)
    case pull(from: Int, after: UInt64, naming: [LogPoint])
    case page(to: Int, Page)
    case bringBack(to: Int)
    case offer(from: Int, Offer)
    case taken(to: Int, Set<Dot>)
    case snapshot(to: Int, BookState, LogPoint)
}
