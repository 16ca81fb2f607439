import Causality
import Sync

extension Checker {
    /// What the log says of a change is what the office said when it judged it.
    static func verdicts(_ world: World) throws(Finding) {
        for change in world.office.database.archive.compactMap(\.change) {
            let hash = change.payloadHash(using: Fingerprint.hash)
            let verdict = ToldVerdicts.Verdict(ruling: change.ruling, stamps: change.stamps)
            guard world.verdicts.told[hash]?.contains(verdict) == true else {
                throw Finding(.verdicts, "the log says of \(change.dot.short) what nobody was told")
            }
        }
    }

    /// What tells of what has happened is accepted; what is not liked, or builds upon what was
    /// refused, is not; and nothing is refused without a reason.
    static func justice(
        _ judgement: Judgement, on sent: SentChange, unborn: Set<RecordKey>, _ oracle: Oracle,
        attaching: DeviceID?, after entries: ArraySlice<LogEntry>
    ) throws(Finding) {
        guard let intents = oracle.deed(of: Fingerprint.hash(sent.payload))?.intents else {
            throw Finding(.verdicts, "the office took \(sent.dot.short), which nobody has made")
        }
        if let attaching { return try attached(judgement, on: sent, from: attaching) }
        let isDeed = intents.isDeed
        if judgement.ruling.isRefusal {
            if isDeed {
                throw Finding(.verdicts, "\(sent.dot.short) has happened, and was refused")
            }
            let reasons = Reasons(unborn: unborn, past: entries, oracle)
            guard !reasons.speak(against: intents, of: sent) else { return }
            throw Finding(.verdicts, "\(sent.dot.short) was refused, and nobody knows why")
        }
        guard !isDeed else { return }
        if intents.contains(where: { $0.value == Trade.disliked }) {
            throw Finding(.verdicts, "\(sent.dot.short) breaks a rule, and was accepted")
        }
        let made = Set(intents.filter(\.isBirth).map(\.address.record))
        for intent in intents where intent.isSubstance {
            let record = intent.address.record
            guard unborn.contains(record), !made.contains(record) else { continue }
            throw Finding(
                .verdicts, "\(sent.dot.short) builds upon \(record.short), which was refused")
        }
    }
}

/// Records that exist in refused changes only.
struct Unborn {
    private(set) var records: Set<RecordKey> = []
    private var born: Set<RecordKey> = []

    init(in entries: some Sequence<LogEntry>, _ oracle: Oracle) {
        for change in entries.compactMap(\.change) {
            let hash = change.payloadHash(using: Fingerprint.hash)
            note(hash, isRefused: change.ruling.isRefusal, oracle)
        }
    }

    /// Takes note of what became of a change.
    mutating func note(_ payload: ContentHash, isRefused: Bool, _ oracle: Oracle) {
        let intents = oracle.deed(of: payload)?.intents ?? []
        if isRefused {
            let keys = intents.filter { $0.address.register != 0 }.map(\.address.record)
            records.formUnion(keys.filter { !born.contains($0) })
        } else {
            born.formUnion(intents.map(\.address.record))
            records.subtract(intents.filter(\.isBirth).map(\.address.record))
        }
    }
}

extension [Intent] {
    /// Whether they tell of what has happened, and of nothing else but what goes along with it.
    fileprivate var isDeed: Bool {
        let deeds: Set<UInt32> = [Trade.document, Trade.payment, Trade.refund]
        let isPure = allSatisfy { intent in
            let collection = intent.address.record.collection
            return Trade.statements.contains(collection)
                || (collection == Trade.draft && intent.address.register == 0)
        }
        return isPure && contains { deeds.contains($0.address.record.collection) }
    }
}

extension Intent {
    /// Whether it makes its record.
    var isBirth: Bool {
        guard over.isEmpty else { return false }
        return address.register == 0 || Trade.statements.contains(address.record.collection)
    }

    /// Whether it does more than to say that something is still wanted.
    var isSubstance: Bool { address.register != 0 || value != .integer(1) }
}
