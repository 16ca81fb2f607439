import Machine

/// Something that a test relies on did not happen.
struct Trouble: Error, CustomStringConvertible {
    let description: String
}

/// Looks again and again until a condition holds; the bound only ends what would hang.
func until(
    _ claim: String, secondsMax: Int = 60, _ holds: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(secondsMax)
    while try await !holds() {
        guard ContinuousClock.now < end else {
            throw Trouble(description: "After \(secondsMax) seconds it was not so: \(claim)")
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}
