import CommandLine

/// What a family is given to measure with.
struct Bench: Sendable {
    /// How many pairs of runs each comparison makes.
    let rounds: Int
    /// Whether the sizes are those that the goals speak of; else they are small.
    let isFull: Bool
    /// Where files may be made.
    let scratch: Scratch
    /// Where a person sees how far it is.
    let progress: ProgressLine

    /// Runs both sides in turns, A B B A, so that a machine that slows down slows both. The first
    /// pair warms both up and is not counted.
    func measure(_ comparison: Comparison) async throws -> Measurement {
        var pairs: [Pair] = []
        for round in 0...rounds {
            progress.update("\(comparison.name): \(round) of \(rounds)")
            let pair: Pair
            if round % 2 == 0 {
                let ours = try await comparison.ours()
                pair = Pair(ours: ours, theirs: try await comparison.theirs())
            } else {
                let theirs = try await comparison.theirs()
                pair = Pair(ours: try await comparison.ours(), theirs: theirs)
            }
            if round > 0 { pairs.append(pair) }
        }
        return Measurement(of: comparison, pairs)
    }
}
