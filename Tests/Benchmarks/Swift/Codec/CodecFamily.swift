extension Family {
    /// The wire beside payloads that stand one after the other.
    static let codec = Family(
        name: "codec",
        summary: "changes as batches on the wire, beside their payloads one after the other",
        fairness: """
            Two loads: a thousand updates of one field, each with the touch of its record's life, \
            and a thousand new clients of ten values. Ours takes payloads apart into columns with \
            dictionaries and puts them together again, and reads the changes in them as the model \
            does; the model writes whole payloads as blocks. So the ratio tells what small frames \
            cost. With deflate both are compressed at the same level and every change is linked \
            to its chain by SHA-256. The goals are absolute, in processor time of one core.
            """
    ) { bench in
        var measurements: [Measurement] = []
        for (load, work) in [("updates", CodecWork.updates()), ("clients", .clients())] {
            for comparison in comparisons(load, work) {
                measurements.append(try await bench.measure(comparison))
            }
        }
        let vectors = VectorWork()
        measurements.append(
            try await bench.measure(
                Comparison(
                    name: "Vector of 1,000 replicas, merged", model: "Dictionary",
                    unit: .microseconds(each: "merge"), goal: .oursAtMost(50),
                    ours: { try vectors.merge(times: 2_000) },
                    theirs: { try vectors.mergeDictionaries(times: 1_000) })))
        return measurements
    }

    private static func comparisons(_ load: String, _ work: CodecWork) -> [Comparison] {
        func comparison(
            _ name: String, _ model: String, _ goal: Double,
            _ ours: @escaping (Int) throws -> Run, _ theirs: @escaping (Int) throws -> Run
        ) -> Comparison {
            Comparison(
                name: "\(name), \(load)", model: model, unit: .perSecond("writes"),
                goal: .oursAtLeast(goal), ours: { try ours(100) }, theirs: { try theirs(100) })
        }
        return [
            comparison(
                "Payloads written", "encode", 3_000_000, work.writePayloads, work.encode),
            comparison("Payloads read", "decode", 3_000_000, work.readPayloads, work.decode),
            comparison("Encode", "blocks", 3_000_000, work.encode, work.encodePlainly),
            comparison("Decode", "blocks", 3_000_000, work.decode, work.decodePlainly),
            comparison(
                "Encode, deflate, chain", "blocks", 800_000, work.send, work.sendPlainly),
            comparison("Inflate, decode, chain", "deflate", 800_000, work.receive, work.send),
        ]
    }
}
