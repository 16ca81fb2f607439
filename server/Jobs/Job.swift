package import JSON

/// Work of one kind, with what it needs to know.
///
/// A job may run more than once: a worker can be lost after its work and before it said so. What
/// must happen once is written by `JobRun.complete`, together with the end of the job.
package protocol Job: Sendable {
    /// The name of the kind, as `mail.send`: jobs of former releases wait under it.
    static var kind: String { get }
    /// What holds for every job of the kind.
    static var terms: JobTerms { get }
    /// What tells it from others that would do the same; `nil` when each one counts.
    var uniqueness: JobUniqueness? { get }
    /// What it needs to know: ids rather than contents, for they are shown to who operates.
    var arguments: JSONValue { get }
    /// Takes the arguments back.
    init(arguments: JSONValue) throws
}

extension Job {
    /// The usual terms.
    package static var terms: JobTerms { JobTerms() }
    /// Each one counts.
    package var uniqueness: JobUniqueness? { nil }
}

/// Who goes first; among equals, who has waited for longest.
package enum JobPriority: Int16, Sendable, CaseIterable, Comparable {
    /// Somebody is waiting for it at this moment.
    case urgent = 1
    /// Somebody will look for it soon.
    case high
    /// The usual.
    case normal
    /// Whenever there is nothing else.
    case low

    /// Orders by who goes first.
    package static func < (left: JobPriority, right: JobPriority) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What makes two jobs of a kind the same one.
package struct JobUniqueness: Hashable, Sendable {
    /// How long no other job may have the key.
    package enum Span: String, Sendable {
        /// Until it first runs: what changes after that needs another run.
        case started
        /// Until it is done, dead or cancelled.
        case finished
        /// Until it is cleaned away, days after its end.
        case removed
    }

    /// What the two have in common.
    package let key: String
    /// For how long.
    package let until: Span

    /// Names the key.
    package init(_ key: String, until: Span = .finished) {
        self.key = key
        self.until = until
    }
}
