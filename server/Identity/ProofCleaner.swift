package import JSON
package import PostgreSQL
package import ServerJobs

/// Removes questions, codes and tokens that have expired.
package struct ProofCleaner: Job {
    /// The kind.
    package static let kind = "identity.clean-proofs"
    /// There is no hurry, and the next one comes anyway.
    package static let terms = JobTerms {
        $0.priority = .low
        $0.attemptsMax = 3
    }

    /// Cleans up.
    package init() {}

    /// Needs to know nothing.
    package init(arguments: JSONValue) {}

    /// Needs to know nothing.
    package var arguments: JSONValue { [:] }
    /// One that waits or runs is enough.
    package var uniqueness: JobUniqueness? { JobUniqueness("clean") }

    /// Removes what has expired by the database's clock for so long that no other clock of the
    /// office calls it good; tells how much.
    @discardableResult
    package static func clean(_ pool: Pool) async throws -> Int {
        let statements: [Query] = [
            "DELETE FROM challenges WHERE expires_at < now() - interval '1 hour'",
            "DELETE FROM enrolment_codes WHERE expires_at < now() - interval '1 hour'",
            "DELETE FROM device_tokens WHERE expires_at < now() - interval '1 hour'",
        ]
        return try await pool.withConnection { connection in
            try connection.executeAll(statements).reduce(0, +)
        }
    }
}

extension JobRoster {
    /// Removes expired proofs every five minutes.
    package mutating func addProofCleaning(of pool: Pool) {
        add(ProofCleaner.self) { _, _ in
            try await ProofCleaner.clean(pool)
            return .done
        }
        add(JobSchedule(ProofCleaner.kind, .every(seconds: 300)) { ProofCleaner() })
    }
}
