import Bytes
import Causality
import Invoicing
import Sync

/// A laptop of a run: what is on its disk, and what it forgets when its program stops.
struct Laptop {
    /// What it is called in the story of a run.
    let name: String
    /// What survives: it changes in one step, at a commit.
    var disk: Disk
    /// Older states of the disk, as backups keep them.
    var backups: [Disk] = []
    /// The mark of its number series, outside of the database.
    var mark: SeriesMark?
    /// Where its database lies, as far as a program can tell.
    var place: SeriesMark.Place
    /// The program, until it stops.
    var program: RunningProgram
    /// Whether the network is there.
    var isOnline = true
    /// How many more commits the program lives; `nil` where it does not crash.
    var fuse: Int?
    /// Whether the program knows neither the newest fields nor the newest member of a group.
    var isOld: Bool
    /// How far its clock is off.
    let clockOffset: Int64

    init(number: Int, isOld: Bool, life: Int, dice: inout Dice) {
        name = "laptop \(number)"
        place = Self.place(on: number)
        self.isOld = isOld
        disk = Disk(
            copy: BookCopy(
                device: .random(using: &dice), schema: Trade.schema(isOld: isOld),
                verifier: Signature.verifier, hash: Fingerprint.hash),
            isOld: isOld)
        program = RunningProgram(life: life)
        let minute: Int64 = 60_000
        clockOffset =
            [0, 0, 0, minute, -minute, 90 * minute, 2_000_000 * minute, -2_000_000 * minute][
                dice.below(8)]
    }

    /// Another laptop with everything that this one has; a running machine was cloned, or a
    /// directory copied to another machine.
    init(copyOf other: Laptop, number: Int, isClone: Bool, life: Int) {
        self = other.renamed(
            "laptop \(number), a \(isClone ? "clone" : "copy") of \(other.name)",
            place: isClone ? other.place : Self.place(on: number))
        mark = isClone ? other.mark : nil
        program = isClone ? other.program : RunningProgram(life: life)
        program.life = life
        program.conversation = Conversation()
        program.isWaiting = true
        program.isAlarmed = false
        backups = []
        fuse = nil
    }

    private static func place(on machine: Int) -> SeriesMark.Place {
        SeriesMark.Place(machine: "machine \(machine)", filesystem: 1, inode: 1, birth: nil)
    }

    private func renamed(_ name: String, place: SeriesMark.Place) -> Laptop {
        Laptop(
            name: name, disk: disk, mark: mark, place: place, program: program,
            isOld: isOld, clockOffset: clockOffset)
    }

    private init(
        name: String, disk: Disk, mark: SeriesMark?, place: SeriesMark.Place,
        program: RunningProgram, isOld: Bool, clockOffset: Int64
    ) {
        self.name = name
        self.disk = disk
        self.mark = mark
        self.place = place
        self.program = program
        self.isOld = isOld
        self.clockOffset = clockOffset
    }

    /// What its clock says.
    func time(at now: UInt64) -> UInt64 {
        clockOffset >= 0 ? now &+ UInt64(clockOffset) : now - min(now, clockOffset.magnitude)
    }
}

/// What a laptop's database holds.
struct Disk {
    var copy: BookCopy
    /// Whether an old program opened it last.
    var isOld: Bool
    /// Whether it was opened from what is kept of it, so that records have to be laid out.
    var isReopened = false
    /// The changes that the base is made of, by the hashes of their bytes.
    var based: Set<ContentHash> = []
    /// Whether a row of the base was damaged behind the program's back.
    var isDamaged = false
    /// The number series that it issues in.
    var series: Series?
}

/// What a program forgets when it stops.
struct RunningProgram {
    /// Which start of which program it is: letters to another one are dropped.
    var life: Int
    /// The replica that it writes as; minted at its first write.
    var replica: ReplicaID?
    /// Records that a person has open, with what he was shown.
    var forms: [Form] = []
    /// What was done to records, the latest last: to each register the last thing.
    var done: [Done] = []
    /// Its side of the conversation.
    var conversation = Conversation()
    /// Whether it waits for a time to wake up at.
    var isWaiting = true
    /// Whether it waits for a time to push again.
    var isHeld = false
    /// Whether it told a person that its state differs from the office's.
    var isAlarmed = false

    init(life: Int) { self.life = life }
}
