/// What was waited for did not come true in any honest time.
package struct NeverCameTrue: Error {}

/// Waits until a condition holds, looking again and again.
package func eventually(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverCameTrue() }
        await Task.yield()
    }
}

extension Result where Failure == any Error {
    /// What a body returned or threw.
    package init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
