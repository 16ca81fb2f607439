import Sync

extension Family {
    /// Merging changes in memory beside a map that keeps the last writer's value.
    static let merge = Family(
        name: "merge",
        summary: "changes merged into a book in memory, beside a last-writer-wins map",
        fairness: """
            20,000 records of ten fields, then edits of single fields by eight replicas, each \
            with the touch of its record's life: two writes a change, both counted. Ours keeps \
            the dots of every value, removes exactly what is named and knows what is covered; the \
            map keeps the value with the greatest stamp and forgets the rest, as peers do that \
            lose one side of a conflict. The goal is absolute, in processor time of one core.
            """
    ) { bench in
        let work = MergeWork()
        let merged = try await bench.measure(
            Comparison(
                name: "Merge, one change at a time", model: "last writer wins",
                unit: .perSecond("writes"), goal: .oursAtLeast(1_000_000),
                ours: { try work.merge() }, theirs: { try work.overwrite() }))
        return [merged]
    }
}
