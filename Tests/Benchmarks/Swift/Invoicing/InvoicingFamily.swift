extension Family {
    /// Computing invoices beside adding up their lines.
    static let invoicing = Family(
        name: "invoicing",
        summary: "invoices of twelve lines computed, beside a bare loop over their numbers",
        fairness: """
            Twelve lines in two tax rates, one invoice in four with a discount. Ours checks every \
            rule and every overflow and keeps every intermediate; the bare loop multiplies, \
            rounds and adds in Int64 and does nothing else, so the ratio tells what that costs. \
            The goal is absolute, in processor time of one core.
            """
    ) { bench in
        let work = try InvoiceWork()
        let computed = try await bench.measure(
            Comparison(
                name: "Invoicing, twelve lines with every intermediate", model: "Int64 loop",
                unit: .perSecond("invoices"), goal: .oursAtLeast(150_000),
                ours: { try work.compute(times: 200) },
                theirs: { try work.addUp(times: 20_000) }))
        return [computed]
    }
}
