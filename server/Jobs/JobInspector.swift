package import PostgreSQL
import ServerStore

/// Shows the queue to whoever operates it.
package struct JobInspector: Sendable {
    private let pool: Pool

    /// Looks at the database of a pool.
    package init(pool: Pool) { self.pool = pool }

    /// The newest jobs first, of a state or a kind if one is named.
    package func jobs(
        in state: JobState? = nil, of kind: String? = nil, countMax: Int = 50
    ) async throws -> [StoredJob] {
        let states = (state.map { [$0] } ?? JobState.allCases).map(\.rawValue)
        let kinds = kind.map { [$0] } ?? []
        return try await pool.withConnection { connection in
            try connection.rows(
                """
                SELECT * FROM jobs
                WHERE state = ANY(\(states)) AND (cardinality(\(kinds)) = 0 OR kind = ANY(\(kinds)))
                ORDER BY job_id DESC LIMIT \(countMax)
                """)
        }
    }

    /// One job with the steps that are behind it.
    package func job(_ id: JobID) async throws -> (job: StoredJob, steps: [StoredStep]) {
        try await pool.transaction(.snapshot) { connection in
            let jobs: [StoredJob] = try connection.rows(
                "SELECT * FROM jobs WHERE job_id = \(id)")
            guard let job = jobs.first else { throw JobError.noSuchJob(id) }
            let steps: [StoredStep] = try connection.rows(
                "SELECT * FROM job_steps WHERE job_id = \(id) ORDER BY recorded_at, name")
            return (job: job, steps: steps)
        }
    }
}
