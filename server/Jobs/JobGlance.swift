package import PostgreSQL

/// What the queue looked like a moment ago.
package struct JobGlance: Sendable {
    private let glance: Glance<[JobCount]>

    /// Looks at the database of a pool.
    package init(pool: Pool, ageMax: Duration = .seconds(5)) {
        let counter = JobCounter(pool: pool)
        glance = Glance(ageMax: ageMax) { try await counter.count() }
    }

    /// The counts by kind and state.
    package func counts() async throws -> [JobCount] { try await glance.value() }
}

extension [JobCount] {
    /// For how long the job has been due that has been due for longest, of kinds that are not held
    /// back.
    package var lagSeconds: Double {
        filter { $0.state == "due" }.map(\.oldestSeconds).max() ?? 0
    }
}
