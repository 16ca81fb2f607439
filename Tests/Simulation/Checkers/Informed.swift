import Causality
import Sync

extension Checker {
    /// A write names nothing that its author was not shown when he opened the record.
    static func informed(_ writes: [Write], seen: Seen) throws(Finding) {
        for write in writes {
            for dot in write.replaces where !seen.contains(dot) {
                throw Finding(.informed, "a write names \(dot.short), which its author never saw")
            }
        }
    }
}
