import Sync

extension Checker {
    /// Whatever people were told is saved is in the log; what was refused, in its author's hands;
    /// what bears another's name, put aside with an alarm.
    static func nothingLost(_ world: World) throws(Finding) {
        var elsewhere: Set<ContentHash> = []
        for copy in world.laptops.map(\.disk.copy) {
            for own in copy.handedBack { elsewhere.insert(Fingerprint.hash(own.change.payload)) }
            for change in copy.quarantine { elsewhere.insert(Fingerprint.hash(change.payload)) }
        }
        for sent in world.office.log.quarantine {
            elsewhere.insert(Fingerprint.hash(sent.payload))
        }
        let entries = Dictionary(
            world.office.database.archive.compactMap(\.change).map { ($0.dot, $0) },
            uniquingKeysWith: { $1 })
        let waiting = world.promises.kept.filter { !elsewhere.contains($0.key) }
        for (hash, change) in waiting.sorted(by: { $0.value.dot < $1.value.dot }) {
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
