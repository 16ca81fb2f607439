/// One line of the table: what was measured, and against what.
struct Measurement {
    /// What was done.
    let name: String
    /// How much of it.
    let value: Double
    /// In what the value is counted.
    let unit: String
    /// What did the same beside it.
    let comparedWith: String
    /// Our time through the other's: below 1 we are faster.
    let ratio: Double
    /// The greatest ratio that is good enough.
    let goal: Double

    /// Whether the goal is met.
    var isMet: Bool { ratio <= goal }
}

/// The two times of one pair of runs that stood side by side.
struct Pair {
    let ours: Double
    let theirs: Double
}

/// The middle of several numbers.
func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    guard !sorted.isEmpty else { return .nan }
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Runs both in turns, A B B A, so that a machine that slows down slows both.
func interleaved(
    rounds: Int, ours: () async throws -> Double, theirs: () async throws -> Double
) async throws -> [Pair] {
    var pairs: [Pair] = []
    for round in 0..<rounds {
        if round % 2 == 0 {
            let first = try await ours()
            pairs.append(Pair(ours: first, theirs: try await theirs()))
        } else {
            let first = try await theirs()
            pairs.append(Pair(ours: try await ours(), theirs: first))
        }
    }
    return pairs
}
