package import Machine

/// What holds for every job of a kind.
package struct JobTerms: Sendable {
    /// How often a job runs at most before it is dead.
    package var attemptsMax = 10
    /// How long one run may take.
    package var timeout: Duration = .seconds(300)
    /// The wait after a failure; a part of it is random.
    package var backoff = Backoff(first: .seconds(5), longest: .seconds(3_600))
    /// Who goes first, unless the caller says otherwise.
    package var priority = JobPriority.normal
    /// How many run at once in one process.
    package var concurrencyMax = 100
    /// How many run at once in all processes together; `nil` for as many as there is room for.
    package var overallConcurrencyMax: Int?
    /// How many bytes the arguments may have.
    package var argumentBytesMax = 16_384

    /// The usual terms: ten attempts over about an hour and a half.
    package init() {}

    /// The usual terms, changed.
    package init(_ change: (inout JobTerms) -> Void) { change(&self) }
}
