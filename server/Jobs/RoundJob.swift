package import JSON

/// A round over everything there is of something: it needs to know nothing, usually one that waits
/// or runs is enough, and what it does not come to is done by the next one.
package protocol RoundJob: Job {
    /// Makes a round.
    init()
}

extension RoundJob {
    /// There is no hurry.
    package static var terms: JobTerms {
        JobTerms {
            $0.priority = .low
            $0.attemptsMax = 3
        }
    }

    /// Takes nothing back.
    package init(arguments: JSONValue) { self.init() }

    /// Nothing.
    package var arguments: JSONValue { [:] }
    /// One is enough.
    package var uniqueness: JobUniqueness? { JobUniqueness("round") }
}

extension JobRoster {
    /// Adds a kind of rounds, what is done in one, and what makes it again and again.
    package mutating func add<Round: RoundJob>(
        _ round: Round.Type, everySeconds seconds: Int,
        perform: @escaping @Sendable () async throws -> Void
    ) {
        add(Round.self) { _, _ in
            try await perform()
            return .done
        }
        add(JobSchedule(Round.kind, .every(seconds: seconds)) { Round() })
    }
}
