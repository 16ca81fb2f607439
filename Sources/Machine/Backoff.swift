/// How long to wait before trying again: twice as long each time, up to a limit, and a random
/// part of it so that many who failed together do not return together.
package struct Backoff: Sendable {
    /// The wait before the first repetition, before jitter.
    package var first: Duration
    /// No wait is longer.
    package var longest: Duration

    /// Takes the shortest and the longest wait.
    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// The wait after so many failures (one at least): between a half and the whole of the step.
    package func delay(
        afterFailures failures: Int, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        let step = min(first * (1 << doublings), longest)
        return step * Double.random(in: 0.5...1, using: &generator)
    }

    /// Waits, or throws when the task is cancelled.
    package func wait(afterFailures failures: Int) async throws {
        var generator = SystemRandomNumberGenerator()
        try await Task.sleep(for: delay(afterFailures: failures, using: &generator))
    }
}
