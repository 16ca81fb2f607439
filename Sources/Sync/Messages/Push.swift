package import Causality

/// Changes that a laptop sends: runs of its replicas in the order of their births.
package struct Push: Hashable, Sendable {
    /// Consecutive changes of one replica.
    package struct Run: Hashable, Sendable {
        /// The link of the change before the first.
        package let link: ContentHash
        /// Whether the laptop holds none of what the server lacks before the first.
        package let leavesGap: Bool
        /// The changes, in the order of their counters.
        package let changes: [SentChange]

        /// Gathers a run.
        package init(link: ContentHash, leavesGap: Bool, changes: [SentChange]) {
            self.link = link
            self.leavesGap = leavesGap
            self.changes = changes
        }
    }

    /// The points of history that the laptop knows.
    package let points: [LogPoint]
    /// The runs.
    package let runs: [Run]

    /// Sends runs.
    package init(points: [LogPoint], runs: [Run]) {
        self.points = points
        self.runs = runs
    }
}

/// The server's answers to the changes of a push, in their order, up to the first that it could
/// not take.
package struct Verdicts: Hashable, Sendable {
    /// What became of one change.
    package struct Verdict: Hashable, Sendable {
        /// The change.
        package let dot: Dot
        /// What became of it.
        package let answer: Answer

        /// Tells what became of a change.
        package init(dot: Dot, answer: Answer) {
            self.dot = dot
            self.answer = answer
        }
    }

    /// Receipts of one message, of which each may tell hundreds of hashes.
    static let receiptsCountMax = 400

    /// The answers.
    package let verdicts: [Verdict]
    /// The server's signed word for the positions that they name.
    package let receipts: [Receipt]

    /// Answers a push.
    package init(verdicts: [Verdict], receipts: [Receipt]) {
        self.verdicts = verdicts
        self.receipts = receipts
    }
}
