import Sync

extension Checker {
    /// Whatever people were told is saved is in the log, under its own name or under the one that
    /// follows from its bytes; what was refused, in its author's hands.
    static func nothingLost(_ world: World) throws(Finding) {
        let handedBack = Set(
            world.laptops.flatMap(\.disk.copy.handedBack).map {
                Fingerprint.hash($0.change.payload)
            })
        let entries = Dictionary(
            world.office.database.archive.compactMap(\.change).map { ($0.dot, $0) },
            uniquingKeysWith: { $1 })
        let waiting = world.promises.kept.filter { !handedBack.contains($0.key) }
        for (hash, change) in waiting.sorted(by: { $0.value.dot < $1.value.dot }) {
            let again = Reentry.dot(of: hash, using: Fingerprint.hash).flatMap { entries[$0] }
            if again?.ruling.isRefusal == false { continue }
            let entry = entries[change.dot]
            guard let entry, entry.payloadHash(using: Fingerprint.hash) == hash else {
                let place = entry == nil ? "no entry has it" : "another change bears its name"
                throw Finding(.nothingLost, "\(change.dot.short) was saved, but \(place)")
            }
            if entry.ruling.isRefusal, !world.promises.excused.contains(hash) {
                throw Finding(
                    .nothingLost, "\(change.dot.short) was refused and not handed back")
            }
        }
    }
}
