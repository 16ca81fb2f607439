/// Something that the rig itself relies on did not happen.
package struct RigTrouble: Error, CustomStringConvertible {
    package let description: String

    /// Says what did not happen.
    package init(_ description: String) { self.description = description }
}

/// Waiting for other programs.
package enum Patience {
    /// Looks again and again until a condition holds; the bound only ends what would hang.
    package static func until(
        _ claim: String, secondsMax: Int = 60, _ holds: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + .seconds(secondsMax)
        while try await !holds() {
            guard ContinuousClock.now < end else {
                throw RigTrouble("After \(secondsMax) seconds it was not so: \(claim)")
            }
            await pause(milliseconds: 20)
        }
    }

    /// Lets others go on for a moment: an accident may happen at any time.
    package static func pause(milliseconds: Int) async {
        try? await Task.sleep(for: .milliseconds(milliseconds))
    }
}
