extension ReferenceCalculator {
    /// The figures, once every line and part has its place.
    func figures() -> Figures {
        var figures = Figures(lineNets: amounts)
        var charges = chargeRows.map(padded)
        var taken = takenRows.map(padded)
        for place in groups.indices {
            let lines = groups[place].members.map { amounts[$0] }.reduce(0, +)
            let on = charges.map { $0[place] }.reduce(0, +)
            let off = taken.map { $0[place] }.reduce(0, +)
            guard sketch.includesTax else {
                let taxable = lines + on - off
                figures.groups.append([taxable, tax(on: taxable, place)])
                continue
            }
            let netLines = net(lines, place)
            let netCharged = net(lines + on, place)
            let taxable = net(lines + on - off, place)
            figures.groups.append([taxable, lines + on - off - taxable])
            let parts = Self.largestRemainder(
                netLines, groups[place].members.map { amounts[$0] })
            for (member, part) in zip(groups[place].members, parts) {
                figures.lineNets[member] = part
            }
            share(netCharged - netLines, over: &charges, place)
            share(netCharged - taxable, over: &taken, place)
        }
        sum(&figures, charges, taken)
        return figures
    }

    private func padded(_ row: [Int128]) -> [Int128] {
        row + Array(repeating: 0, count: groups.count - row.count)
    }

    private func tax(on taxable: Int128, _ place: Int) -> Int128 {
        (Fraction(taxable) * groups[place].percent / Fraction(100))
            .rounded(down: sketch.roundsDown)
    }

    private func net(_ gross: Int128, _ place: Int) -> Int128 {
        let whole = Fraction(100) + groups[place].percent
        if sketch.roundsDown {
            return gross
                - (Fraction(gross) * groups[place].percent / whole).rounded(down: true)
        }
        return (Fraction(gross) * Fraction(100) / whole).rounded(down: false)
    }

    private func share(_ total: Int128, over rows: inout [[Int128]], _ place: Int) {
        let weights = rows.map { $0[place] }
        guard weights.reduce(0, +) > 0 else { return }
        for (index, part) in Self.largestRemainder(total, weights).enumerated() {
            rows[index][place] = part
        }
    }

    private func sum(_ figures: inout Figures, _ charges: [[Int128]], _ taken: [[Int128]]) {
        var taken = taken
        if sketch.discount != nil { figures.discount = taken.removeFirst() }
        figures.allowances = taken
        figures.charges = charges
        let lines = figures.lineNets.reduce(0, +)
        let off = (taken + [figures.discount]).joined().reduce(0, +)
        let on = charges.joined().reduce(0, +)
        let tax = figures.groups.map { $0[1] }.reduce(0, +)
        let total = lines - off + on + tax
        figures.sums = [
            lines, off, on, lines - off + on, tax, total,
            total - Int128(sketch.paid) + Int128(sketch.rounding),
        ]
    }
}
