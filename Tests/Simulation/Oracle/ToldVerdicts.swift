import Causality
import Sync

/// What the office said of each change when it judged it; more than once only where its database
/// was lost and it judged again what came again.
struct ToldVerdicts {
    struct Verdict: Hashable {
        let ruling: Ruling
        let stamps: Stamps
    }

    private(set) var told: [ContentHash: Set<Verdict>] = [:]

    mutating func hear(_ judgement: Judgement, of sent: SentChange) {
        let verdict = Verdict(ruling: judgement.ruling, stamps: judgement.stamps)
        told[Fingerprint.hash(sent.payload), default: []].insert(verdict)
    }

    /// What was said of a change holds for the same one under another name.
    mutating func `repeat`(_ old: ContentHash, as new: ContentHash) {
        told[new, default: []].formUnion(told[old] ?? [])
    }
}
