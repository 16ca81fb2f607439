import Sync

extension Checker {
    /// Whatever people were told is saved is in the log; what was refused, in its author's hands;
    /// what bears another's name, put aside with an alarm.
    static func nothingLost(_ world: World) throws(Finding) {
        let back = Set(world.laptops.flatMap(\.disk.handedBack).map(\.change.payload))
        let aside = Set(world.office.quarantine.map(\.payload))
            .union(world.laptops.flatMap(\.disk.quarantine).map(\.payload))
        for payload in world.promises.kept.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard !back.contains(payload), !aside.contains(payload) else { continue }
            guard let change = try? Change(payload: payload) else { continue }
            guard world.office.holds(payload) else {
                let other = world.office.entry(of: change.dot)
                let place = other.map { "another stands at \($0.position)" } ?? "no entry has it"
                throw Finding(.nothingLost, "\(change.dot) was saved, but \(place)")
            }
            let ruling = world.office.entry(of: change.dot)?.change?.ruling
            if ruling?.isRefusal == true, !world.promises.excused.contains(payload) {
                throw Finding(.nothingLost, "\(change.dot) was refused and not handed back")
            }
        }
    }
}

extension BookLog {
    /// Whether the log holds a change with these bytes.
    func holds(_ payload: [UInt8]) -> Bool {
        guard let change = try? Change(payload: payload),
            let entry = entry(of: change.dot)?.change
        else { return false }
        return entry.payloadHash(using: Fingerprint.hash) == Fingerprint.hash(payload)
    }
}
