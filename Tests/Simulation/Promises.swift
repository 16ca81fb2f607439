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

    /// A disk is gone: what it alone held is gone with it, and nobody else is to blame.
    mutating func excuse(_ disk: BookCopy) {
        for own in disk.overlay { kept.remove(own.change.payload) }
        excused.formUnion((disk.overlay + disk.handedBack).map(\.change.payload))
    }
}
