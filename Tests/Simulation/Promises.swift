import Sync

/// What people were told is saved: each change by its bytes.
struct Promises {
    private(set) var kept: Set<[UInt8]> = []
    /// Changes whose only copy may have gone with a disk, so that nobody can hand them back.
    private(set) var excused: Set<[UInt8]> = []

    mutating func make(_ payload: [UInt8]) { kept.insert(payload) }

    /// A change was entered again under another name.
    mutating func rename(_ old: [UInt8], to new: [UInt8]) {
        guard old != new else { return }
        kept.remove(old)
        kept.insert(new)
    }

    /// A disk is gone, and with it what was to be handed back to its person.
    mutating func excuse(_ disk: BookCopy) {
        excused.formUnion((disk.overlay + disk.handedBack).map(\.change.payload))
    }

    /// What no disk in the world holds any more is lost, and no program is to blame.
    mutating func excuseUnheld(in world: World) {
        var held: Set<[UInt8]> = []
        for disk in world.laptops.map(\.disk) {
            held.formUnion((disk.overlay + disk.handedBack).map(\.change.payload))
            for case .change(let change) in disk.kept.map(\.entry.content) {
                if case .payload(let payload) = change.body { held.insert(payload) }
            }
        }
        kept = kept.filter { held.contains($0) || world.office.holds($0) }
    }
}
