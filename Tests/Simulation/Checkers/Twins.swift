import Causality
import Sync

/// What a laptop has to take for its own until it was sent again: a snapshot shows, under one of
/// its own names, the very value that it wrote there, with the very stamp, though another life of
/// the machine wrote it. Nobody can tell the one from the other by looking, so whoever replaced the
/// one hides no value that he was not shown; the verdict tells them apart.
struct Twins {
    private let changes: [Dot: Change]
    private let base: BookState
    private var replaced: [RegisterAddress: Set<Dot>] = [:]

    /// Looks for those of a laptop's own changes whose names its base has, and whose fate is not
    /// known.
    init(of copy: BookCopy) {
        let doubtful = copy.overlay.filter {
            $0.judgement == nil && copy.base.knowledge.covers($0.dot)
        }
        changes = Dictionary(doubtful.map { ($0.dot, $0.change) }, uniquingKeysWith: { $1 })
        base = copy.base
        for write in copy.overlay.flatMap(\.change.writes) {
            replaced[write.address, default: []].formUnion(write.replaces)
        }
    }

    /// Whether a value of the log looks like what the laptop itself wrote under this name, and was
    /// replaced as such.
    func contain(
        _ value: Value, of dot: Dot, stamped stamps: Stamps?, at address: RegisterAddress
    ) -> Bool {
        guard let own = changes[dot], let stamps,
            own.claimed.credible(at: stamps.accepted.milliseconds) == stamps.effective,
            replaced[address]?.contains(dot) == true,
            base[address.record][address.key].dots.contains(dot)
        else { return false }
        return own.writes.contains { $0.address == address && $0.value == value }
    }
}
