/// What a checker found: which promise was broken, and where.
package struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The promises that are checked.
    package enum Promise: String, Hashable, Sendable, CaseIterable {
        /// All copies end equal.
        case convergence
        /// The state is what the oracle says.
        case definition
        /// What was saved is in the log, or back in its author's hands.
        case nothingLost = "nothing lost"
        /// No write names a dot that its author was not shown.
        case informed = "informed writes"
        /// Everything comes to rest.
        case rest
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

/// The checkers, each in a file of its own.
enum Checker {}
