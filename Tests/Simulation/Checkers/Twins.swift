import Causality
import Sync

/// What a laptop has to take for its own until it was sent again: a snapshot shows, under one of
/// its own names, the very value that it wrote there, with the very stamp, though another life of
/// the machine wrote it. Nobody can tell the one from the other by looking, so whoever replaced the
/// one hides no value that he was not shown; the verdict tells them apart.
struct Twins {
    private let changes: [Dot: Change]

    /// None: everything is as the log says.
    init() { changes = [:] }

    /// Looks for those of a laptop's own changes whose names its base has, and whose fate is not
    /// known.
    init(of copy: BookCopy) {
        let doubtful = copy.overlay.filter {
            $0.judgement == nil && copy.base.knowledge.covers($0.dot)
        }
        changes = Dictionary(uniqueKeysWithValues: doubtful.map { ($0.dot, $0.change) })
    }

    /// Whether a value of the log looks like what the laptop itself wrote under this name.
    func contain(
        _ value: Value, of dot: Dot, stamped stamps: Stamps?, at address: RegisterAddress
    ) -> Bool {
        guard let own = changes[dot], let stamps,
            own.claimed.credible(at: stamps.accepted.milliseconds) == stamps.effective
        else { return false }
        return own.writes.contains { $0.address == address && $0.value == value }
    }
}
