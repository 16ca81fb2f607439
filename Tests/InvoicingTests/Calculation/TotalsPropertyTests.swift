import Invoicing
import Money
import Seeds
import Testing

struct TotalsPropertyTests {
    /// Runs a claim over random invoices that have totals.
    private func forEach(
        seed: UInt64, _ claim: (InvoiceContent, Totals) throws -> Void
    ) throws {
        var random = SeededGenerator(seed: seed)
        var count = 0
        while count < 3_000 {
            let content = try Sketch.random(&random).content()
            guard let totals = try? content.totals() else { continue }
            try claim(content, totals)
            count += 1
        }
    }

    private func units(_ amounts: some Sequence<Amount>) -> Int64 {
        amounts.reduce(0) { $0 + $1.minorUnits }
    }

    @Test func `parts sum to totals`() throws {
        try forEach(seed: 101) { content, totals in
            let taken = totals.allowances + [totals.discount].compactMap(\.self)
            try #require(units(totals.lines.map(\.net)) == totals.lineSum.minorUnits)
            try #require(units(taken.map(\.net)) == totals.allowanceSum.minorUnits)
            try #require(units(totals.charges.map(\.net)) == totals.chargeSum.minorUnits)
            for part in taken + totals.charges {
                try #require(units(part.shares.map(\.net)) == part.net.minorUnits)
                try #require(units(part.shares.map(\.amount)) == part.amount.minorUnits)
            }
            let net = try totals.lineSum - totals.allowanceSum + totals.chargeSum
            try #require(net == totals.net)
            try #require(units(totals.taxes.map(\.taxable)) == totals.net.minorUnits)
            try #require(units(totals.taxes.map(\.tax)) == totals.tax.minorUnits)
            try #require(try totals.net + totals.tax == totals.total)
            let due = try totals.total - totals.paid + totals.roundingAmount
            try #require(due == totals.due)
            try #require(content.lines.count == totals.lines.count)
        }
    }

    @Test func `each group is what its lines and shares make`() throws {
        try forEach(seed: 102) { _, totals in
            for (place, group) in totals.taxes.enumerated() {
                let lines = totals.lines.filter { $0.group == place }.map(\.net)
                try #require(units(lines) == group.lineSum.minorUnits)
                let taxable = try group.lineSum - group.allowanceSum + group.chargeSum
                try #require(taxable == group.taxable)
                try #require(try group.taxable + group.tax == group.total)
                try #require(!group.taxable.isNegative && !group.tax.isNegative)
            }
            for line in totals.lines {
                try #require(!line.net.isNegative)
                try #require(line.net.minorUnits <= line.amount.minorUnits)
            }
        }
    }

    @Test func `a total whose prices include the tax is kept to the cent`() throws {
        try forEach(seed: 103) { content, totals in
            guard content.pricesIncludeTax else { return }
            let taken = totals.allowances + [totals.discount].compactMap(\.self)
            let told =
                units(totals.lines.map(\.amount)) - units(taken.map(\.amount))
                + units(totals.charges.map(\.amount))
            try #require(told == totals.total.minorUnits)
        }
    }

    @Test func `tax is within half a minor unit of the exact product, or below it by one`() throws {
        try forEach(seed: 104) { content, totals in
            guard !content.pricesIncludeTax else { return }
            for group in totals.taxes {
                let rate = group.key.rate ?? .zero
                let exact = Int128(group.taxable.minorUnits) * Int128(rate.millionths)
                let off = Int128(group.tax.minorUnits) * 1_000_000 - exact
                switch content.rounding {
                case .halfUp: try #require(-500_000 < off && off <= 500_000)
                case .down: try #require(-1_000_000 < off && off <= 0)
                }
            }
        }
    }

    @Test func `a group is one category and one rate`() throws {
        try forEach(seed: 105) { content, totals in
            try #require(Set(totals.taxes.map(\.key)).count == totals.taxes.count)
            for (line, result) in zip(content.lines, totals.lines) {
                let key = totals.taxes[result.group].key
                try #require(line.tax.category == key.category)
                try #require((line.tax.rate ?? .zero) == (key.rate ?? .zero))
                if !line.tax.category.hasRate {
                    try #require(totals.taxes[result.group].tax.isZero)
                }
            }
        }
    }

    @Test func `the same content has the same totals, a credit note's too`() throws {
        try forEach(seed: 106) { content, totals in
            let again = try content.totals()
            try #require(again == totals)
        }
    }
}
