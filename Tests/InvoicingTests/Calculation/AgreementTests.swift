import Invoicing
import Money
import Seeds
import Testing

struct AgreementTests {
    @Test(arguments: 0..<8)
    func `a second calculator comes to the same figures`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var agreed = 0
        while agreed < 12_500 {
            let sketch = Sketch.random(&random)
            let expected = ReferenceCalculator.figures(of: sketch)
            let content = try sketch.content()
            guard let expected else {
                if (try? content.totals()) != nil { Issue.record("not refused: \(sketch)") }
                continue
            }
            let totals = try content.totals()
            let figures = ReferenceCalculator.Figures(totals)
            if figures != expected {
                try #require(figures == expected, "\(sketch)")
            }
            agreed += 1
        }
    }
}

extension ReferenceCalculator.Figures {
    /// The product's answer in bare integers, for comparison.
    fileprivate init(_ totals: Totals) {
        let count = totals.taxes.count
        func row(_ part: AdjustmentTotals) -> [Int128] {
            var row = [Int128](repeating: 0, count: count)
            for share in part.shares { row[share.group] = Int128(share.net.minorUnits) }
            return row
        }
        lineNets = totals.lines.map { Int128($0.net.minorUnits) }
        groups = totals.taxes.map {
            [Int128($0.taxable.minorUnits), Int128($0.tax.minorUnits)]
        }
        discount = totals.discount.map(row) ?? []
        allowances = totals.allowances.map(row)
        charges = totals.charges.map(row)
        sums = [
            totals.lineSum, totals.allowanceSum, totals.chargeSum, totals.net, totals.tax,
            totals.total, totals.due,
        ].map { Int128($0.minorUnits) }
    }
}
