package import Bytes
package import Causality
import Sync

/// A change as a laptop sent it: decoded before any lock is taken, kept as the bytes that came.
package struct Submission: Sendable {
    let change: Change
    let payload: [UInt8]

    /// Decodes a payload that came from outside.
    package init(payload: [UInt8]) throws(MalformedBytes) {
        change = try Change(payload: payload)
        self.payload = payload
    }
}

/// What became of one submission.
package enum Acceptance: Hashable, Sendable {
    /// It stands in the log, now or since it was sent before.
    case accepted(position: UInt64, effective: Stamp)
    /// Earlier changes of its replica are missing.
    case gap(expected: UInt64)
    /// Another change bears the same dot.
    case dotTaken
}
