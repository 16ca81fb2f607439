import Bytes
import JSON
import Machine

/// A job that is about to be put into the queue: checked, and of any kind.
package struct NewJob: Sendable {
    /// More bytes of arguments the table itself refuses.
    static let argumentBytesMax = 65_536

    /// Its id.
    package let id: JobID
    let kind: String
    let arguments: String
    let priority: JobPriority
    let delay: Duration
    let attemptsMax: Int
    let uniqueness: JobUniqueness?

    /// Checks a job against its kind's terms.
    ///
    /// - Parameters:
    ///   - delay: how long it waits at least.
    ///   - priority: another than its kind's.
    package init<Work: Job>(
        _ job: Work, after delay: Duration = .zero, priority: JobPriority? = nil
    ) throws(JobError) {
        guard Self.isKind(Work.kind) else { throw .malformedKind(Work.kind) }
        let text = job.arguments.text()
        let bytesMax = min(Work.terms.argumentBytesMax, Self.argumentBytesMax)
        guard text.utf8.count <= bytesMax else {
            throw .argumentsTooLong(
                kind: Work.kind, bytes: text.utf8.count, bytesMax: bytesMax)
        }
        if let key = job.uniqueness?.key {
            guard (1...300).contains(key.unicodeScalars.count), !key.utf8.contains(0) else {
                throw .malformedKey(kind: Work.kind)
            }
        }
        var random = SystemRandom()
        id = .timeOrdered(
            milliseconds: UInt64(clamping: SystemClock().unixMilliseconds()), using: &random)
        kind = Work.kind
        arguments = text
        self.priority = priority ?? Work.terms.priority
        self.delay = max(delay, .zero)
        attemptsMax = max(1, Work.terms.attemptsMax)
        uniqueness = job.uniqueness
    }

    /// What the table tells equal jobs by.
    var key: (kind: String, key: String) { (kind, uniqueness?.key ?? "") }

    static func isKind(_ name: String) -> Bool {
        (1...100).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E: true
                default: false
                }
            }
    }
}

extension Duration {
    /// Whole microseconds, as the database counts; what is beyond 10,000 years is cut off.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let bounded = min(max(seconds, -315_360_000_000), 315_360_000_000)
        return bounded * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
