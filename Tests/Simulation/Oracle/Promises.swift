import Sync

/// What people were told is saved: each change by the hash of its bytes.
struct Promises {
    private(set) var kept: [ContentHash: Change] = [:]
    /// Changes whose only copy may have gone with a disk, so that nobody can hand them back.
    private(set) var excused: Set<ContentHash> = []
    /// What no disk held any more.
    private(set) var lost: [Change] = []

    mutating func make(_ change: Change) { kept[Fingerprint.hash(change.payload)] = change }

    /// Its author does not want a change any more, or has made another of it.
    mutating func forget(_ change: Change) {
        kept[Fingerprint.hash(change.payload)] = nil
    }

    /// A change was entered again under another name.
    mutating func rename(_ old: Change, to new: Change) {
        guard old != new, kept.removeValue(forKey: Fingerprint.hash(old.payload)) != nil else {
            return
        }
        make(new)
    }

    /// A disk is gone, and with it what was to be handed back to its person.
    mutating func excuse(_ disk: Disk) {
        for own in disk.copy.overlay + disk.copy.handedBack {
            excused.insert(Fingerprint.hash(own.change.payload))
        }
    }

    /// What no disk in the world holds any more is lost, and no program is to blame.
    mutating func excuseUnheld(in world: World) {
        let held = world.held
        lost += kept.filter { !held.contains($0.key) }.values
        kept = kept.filter { held.contains($0.key) }
    }
}

extension World {
    /// The changes that some disk holds, of a laptop or of the office, be it only as what they came
    /// to; of a refused one its author's alone, since nobody else has more than its empty form.
    /// What stands in a quarantine was entered again from where it came, unless that disk was
    /// rewound before it was accepted.
    var held: Set<ContentHash> {
        var held = laptops.reduce(into: Set<ContentHash>()) { $0.formUnion($1.disk.based) }
        for copy in laptops.map(\.disk.copy) {
            for own in copy.overlay + copy.handedBack {
                held.insert(Fingerprint.hash(own.change.payload))
            }
            held.formUnion(payloads(of: copy.vouched.map(\.entry)))
        }
        return held.union(payloads(of: office.database.archive))
    }

    /// The changes of some entries, by the hashes of their bytes.
    func payloads(of entries: some Sequence<LogEntry>) -> Set<ContentHash> {
        var held: Set<ContentHash> = []
        for change in entries.compactMap(\.change) { note(change, in: &held) }
        return held
    }

    /// Who holds what was entered again holds it as it was, too.
    private func note(_ change: JudgedChange, in held: inout Set<ContentHash>) {
        guard case .payload = change.body else { return }
        held.insert(change.payloadHash(using: Fingerprint.hash))
        oracle.original(of: change.dot).map { _ = held.insert($0) }
    }
}
