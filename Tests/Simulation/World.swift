import Bytes
import Causality
import Sync

/// Everything that there is in a run: laptops, the office, the letters between them, and time.
struct World {
    var dice: Dice
    var now: UInt64 = 1_700_000_000_000
    var laptops: [Laptop] = []
    var office = BookLog(
        judge: Trade.judge, verifier: Signature.verifier, signer: Signature.signer,
        hash: Fingerprint.hash)
    /// Older states of the office, as backups keep them.
    var officeBackups: [BookLog] = []
    var restores = 0
    var letters: [Letter] = []
    /// What people were told is saved, and what became of its names since.
    var promises = Promises()
    var tally = Tally()
    let bug: PlantedBug?

    init(seed: UInt64, bug: PlantedBug?) {
        dice = Dice(seed: seed)
        self.bug = bug
        for _ in 0..<(2 + dice.below(2)) {
            let disk = BookCopy(
                device: .random(using: &dice), schema: Trade.schema,
                verifier: Signature.verifier, hash: Fingerprint.hash)
            laptops.append(Laptop(disk: disk, clockOffset: Self.clockOffset(&dice)))
        }
    }

    private static func clockOffset(_ dice: inout Dice) -> Int64 {
        let minute: Int64 = 60_000
        return [0, 0, 0, minute, -minute, 90 * minute, 2_000_000 * minute, -2_000_000 * minute][
            dice.below(8)]
    }

    /// One thing happens.
    mutating func step() throws(Finding) {
        now += UInt64(dice.below(3) == 0 ? dice.below(5_000) : dice.below(3))
        let laptop = dice.below(laptops.count)
        switch dice.below(100) {
        case 0..<12: open(on: laptop)
        case 12..<42: try save(on: laptop)
        case 42..<57: sendPush(from: laptop)
        case 57..<70: sendPull(from: laptop)
        case 70..<94: try deliver()
        default: accident(on: laptop)
        }
    }
}
