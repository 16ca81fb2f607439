/// What a checker found: which promise was broken, and where.
package struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The promises that are checked.
    package enum Promise: String, Hashable, Sendable, CaseIterable {
        /// All copies end equal.
        case convergence
        /// A sibling vanishes only when it is named, and every state is what the oracle says.
        case definition
        /// What was saved is in the log, or back in its author's hands.
        case nothingLost = "nothing lost"
        /// No write names a dot that its author was not shown.
        case informed = "informed writes"
        /// A dot names one change, but for machines that were cloned while they ran.
        case dots
        /// Digests are equal if and only if the states are.
        case parity
        /// A verdict is just, and stands for ever with its stamps.
        case verdicts
        /// The log only grows.
        case log
        /// Numbers are unique, and without gaps in their series.
        case numbers
        /// No money appears or vanishes.
        case money
        /// Texts are merged by the office alone, and nothing of them is lost.
        case texts
        /// Nobody waits for a device beyond its lease, nor drops what another still needs.
        case lease
        /// A book stands still until all have brought what they hold, and no longer than a day.
        case hold
        /// A book that goes up whole is not judged.
        case attaching
        /// What an old program did not know comes out right after an upgrade.
        case upgrade
        /// What comes from another book is as it was there, under ids of its own.
        case imported
        /// Everything comes to rest.
        case rest
        /// What is said arrives as it was said.
        case wire
    }

    /// The promise that was broken.
    package let promise: Promise
    /// What was seen.
    package let detail: String

    init(_ promise: Promise, _ detail: String) {
        self.promise = promise
        self.detail = detail
    }

    /// A sentence for the report.
    package var description: String { "\(promise.rawValue): \(detail)" }
}
