/// One line of the table: what was measured, and against what.
struct Measurement {
    /// What was done.
    let name: String
    /// What did the same beside us.
    let model: String
    /// In what both are counted.
    let unit: Unit
    /// How we did.
    let ours: Spread
    /// How we did, counted in processor time.
    let oursByProcessor: Spread
    /// How the model did.
    let theirs: Spread
    /// Ours through theirs, pair by pair.
    let ratio: Spread
    /// The same, counted in processor time.
    let processorRatio: Spread
    /// What is good enough.
    let goal: Goal

    /// Whether the goal is met.
    var isMet: Bool {
        switch goal {
        case .atLeast(let limit): ratio.median >= limit
        case .atMost(let limit): ratio.median <= limit
        case .oursAtLeast(let limit): oursByProcessor.median >= limit
        case .oursAtMost(let limit): oursByProcessor.median <= limit
        case .reaches(let limit): ours.median >= limit
        case .within(let limit): ours.median <= limit
        case .bytesAtMost(let limit): ours.median <= limit
        }
    }

    /// Counts what the pairs say.
    init(of comparison: Comparison, _ pairs: [Pair]) {
        let unit = comparison.unit
        func value(_ run: Run) -> Double { unit.value(run, in: run.seconds) }
        func cost(_ run: Run) -> Double { unit.value(run, in: run.processorSeconds) }
        name = comparison.name
        model = comparison.model
        self.unit = unit
        goal = comparison.goal
        ours = Spread(pairs.map { value($0.ours) })
        oursByProcessor = Spread(pairs.map { cost($0.ours) })
        theirs = Spread(pairs.map { value($0.theirs) })
        ratio = Spread(pairs.map { value($0.ours) / value($0.theirs) })
        processorRatio = Spread(pairs.map { cost($0.ours) / cost($0.theirs) })
    }
}

/// Two runs that stood side by side.
struct Pair {
    let ours: Run
    let theirs: Run
}

/// The middle of several numbers, and how far they lie apart.
struct Spread {
    let median: Double
    let min: Double
    let max: Double

    /// Looks at numbers, of which there is at least one.
    init(_ numbers: [Double]) {
        let sorted = numbers.sorted()
        precondition(!sorted.isEmpty, "nothing was measured")
        let middle = sorted.count / 2
        median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        min = sorted[0]
        max = sorted[sorted.count - 1]
    }
}
