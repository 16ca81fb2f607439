package import PostgreSQL

/// What the queue looked like a moment ago, for whoever asks again and again.
///
/// However many ask, the database is asked once in a while.
package actor JobGlance {
    private let counter: JobCounter
    private let ageMax: Duration
    private var counting: Task<[JobCount], any Error>?
    private var began: ContinuousClock.Instant?

    /// Looks at the database of a pool.
    package init(pool: Pool, ageMax: Duration = .seconds(5)) {
        counter = JobCounter(pool: pool)
        self.ageMax = ageMax
    }

    /// The counts by kind and state.
    package func counts() async throws -> [JobCount] {
        let now = ContinuousClock.now
        if let counting, let began, now - began < ageMax { return try await counting.value }
        let counter = counter
        let task = Task { try await counter.count() }
        (counting, began) = (task, now)
        do {
            return try await task.value
        } catch {
            // Whoever asks next tries again.
            if counting == task { counting = nil }
            throw error
        }
    }
}

extension [JobCount] {
    /// For how long the job has been due that has been due for longest, of kinds that are not held
    /// back.
    package var lagSeconds: Double {
        filter { $0.state == "due" }.map(\.oldestSeconds).max() ?? 0
    }
}
