import Sync

/// How programs of another release open what one left.
extension World {
    /// An old program is replaced by a newer one, which starts on its disk.
    mutating func upgrade(_ laptop: Int) throws(Finding) {
        guard laptops[laptop].isOld else { return }
        tally.count(.upgraded)
        if isTold { tell("\(laptops[laptop].name) is upgraded") }
        let before = laptops[laptop].disk.copy
        laptops[laptop].isOld = false
        start(laptop)
        try Checker.upgraded(laptops[laptop], from: before)
        guard !laptops[laptop].disk.isDamaged,
            office.log.point(at: before.cursor.position) == before.cursor
        else { return }
        try Checker.definition(laptops[laptop], office, oracle)
    }
}

extension Laptop {
    /// A program reads the database as its own release understands it, also one that a backup has
    /// brought back.
    mutating func openDisk(at now: UInt64) {
        guard disk.isOld != isOld else { return }
        disk.copy = disk.copy.opened(by: Trade.schema(isOld: isOld), milliseconds: time(at: now))
        disk.isOld = isOld
        disk.isReopened = true
    }
}

extension Disk {
    /// Lays out what one's own work has come to touch.
    mutating func layOut(milliseconds: UInt64) {
        guard isReopened, !copy.records.isSubset(of: copy.atHand) else { return }
        copy.lay([], for: copy.records)
        copy.mend([], with: [], milliseconds: milliseconds)
    }
}

extension BookCopy {
    /// The copy as a program that knows this schema reads it from its database.
    fileprivate func opened(by schema: Schema, milliseconds: UInt64) -> BookCopy {
        var stored = StoredCopy()
        stored.knowledge = base.knowledge
        stored.removedEarly = base.removedEarly
        stored.refused = base.refused
        stored.roll = roll
        stored.digest = digest
        stored.cursor = cursor
        stored.durable = durable
        stored.overlay = overlay
        stored.handedBack = handedBack
        stored.resent = resent
        stored.dismissed = dismissed
        stored.aside = aside
        stored.chains = chains
        stored.clock = lastStamp
        stored.clockOffset = clockOffset
        var copy = BookCopy(
            stored: stored, device: device, schema: schema, verifier: verifier, hash: hash,
            milliseconds: milliseconds)
        let all = keys.union(records)
        copy.lay(all.map(held), for: all)
        copy.lay(kept: kept, strays: strays, receipts: Array(receipts.values))
        return copy
    }
}
