import Bytes
import Causality
import Sync

/// What people do with changes that were handed back to them.
extension World {
    /// Somebody mends a refused change and sends it again, or throws it away.
    mutating func handleRefused(on laptop: Int) throws(Finding) {
        guard let own = dice.one(of: laptops[laptop].disk.copy.handedBack) else { return }
        if dice.happens(percent: 30) {
            if isTold { tell("\(laptops[laptop].name): somebody gives up \(own.dot.short)") }
            commit(on: laptop) { disk, _ in disk.copy.discard(own.dot) }
            return promises.forget(own.change)
        }
        let mended = own.change.writes.filter { $0.value == Trade.disliked }.map(\.address)
        let intents = intents(of: own.change, on: laptop, mending: Set(mended))
        let values = Dictionary(
            uniqueKeysWithValues: mended.map { ($0, Value.integer(1)) })
        if isTold { tell("\(laptops[laptop].name): somebody sends \(own.dot.short) again") }
        promises.forget(own.change)
        let time = laptops[laptop].time(at: now)
        _ = try save(meaning: intents, over: Shown(before: intents), on: laptop) { disk, replica in
            disk.copy.resend(own.dot, changing: values, as: replica, milliseconds: time)
        }
    }

    /// What a change meant when it was made, over what became of what it named.
    private func intents(
        of change: Change, on laptop: Int, mending mended: Set<RegisterAddress>
    ) -> [Intent] {
        let copy = laptops[laptop].disk.copy
        let names = copy.resent.mapValues { [$0] as Set }.merging(copy.aside) { $0.union($1) }
        let deed = oracle.deed(of: Fingerprint.hash(change.payload))
        return (deed?.intents ?? []).map { intent in
            Intent(
                intent.address, mended.contains(intent.address) ? .integer(1) : intent.value,
                over: Set(intent.over.flatMap { names[$0] ?? [$0] }),
                meant: intent.meant.filter { names[$0.key] == nil })
        }
    }
}
