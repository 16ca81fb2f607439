/// What something in the database looked like a moment ago, for whoever asks again and again.
///
/// However many ask, the database is asked once in a while.
package actor Glance<Value: Sendable> {
    private let look: @Sendable () async throws -> Value
    private let ageMax: Duration
    private var looking: Task<Value, any Error>?
    private var began: ContinuousClock.Instant?

    /// Looks when it is asked, and not again for a while.
    package init(
        ageMax: Duration = .seconds(5), _ look: @escaping @Sendable () async throws -> Value
    ) {
        self.ageMax = ageMax
        self.look = look
    }

    /// What there was to see.
    package func value() async throws -> Value {
        let now = ContinuousClock.now
        if let looking, let began, now - began < ageMax { return try await looking.value }
        let look = look
        let task = Task { try await look() }
        (looking, began) = (task, now)
        do {
            return try await task.value
        } catch {
            // Whoever asks next tries again.
            if looking == task { looking = nil }
            throw error
        }
    }
}
