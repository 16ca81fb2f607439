import Sync

extension Checker {
    /// Whatever people were told is saved is in the log; what was refused, in its author's hands.
    static func nothingLost(_ world: World) throws(Finding) {
        let back = Set(world.laptops.flatMap(\.disk.handedBack).map(\.change.payload))
        for payload in world.promises.kept {
            guard let change = try? Change(payload: payload),
                let entry = world.office.entry(of: change.dot)?.change,
                entry.payloadHash(using: Fingerprint.hash) == Fingerprint.hash(payload)
            else { throw Finding(.nothingLost, "a change that was saved is not in the log") }
            guard case .refused = entry.ruling, !world.promises.excused.contains(payload) else {
                continue
            }
            guard back.contains(payload) else {
                throw Finding(.nothingLost, "\(change.dot) was refused and not handed back")
            }
        }
    }
}
