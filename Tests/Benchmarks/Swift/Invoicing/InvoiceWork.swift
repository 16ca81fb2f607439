import Invoicing
import Money

/// Invoices to compute, in full and by the least work that could give the same sums.
struct InvoiceWork: Sendable {
    private let contents: [InvoiceContent]
    private let plain: [[PlainLine]]

    /// A line as bare integers: cents, thousandths, millionths.
    private struct PlainLine: Sendable {
        let price: Int64
        let quantity: Int64
        let rate: Int64
        let group: Int
    }

    /// Prepares invoices of twelve lines in two tax rates, one with a discount in four.
    init(count: Int = 1_000) throws {
        let euro = try Currency("EUR")
        let hour = try UnitCode("HUR")
        let rates = [try Rate("25"), try Rate("12")]
        var contents: [InvoiceContent] = []
        var plain: [[PlainLine]] = []
        for number in 0..<count {
            let rows = (0..<12).map { place in
                PlainLine(
                    price: Int64(199 + number % 97 * 31 + place * 1_013),
                    quantity: Int64(1_000 + place * 250),
                    rate: rates[place % 5 == 4 ? 1 : 0].millionths, group: place % 5 == 4 ? 1 : 0)
            }
            var content = InvoiceContent(
                currency: euro,
                lines: rows.map { row in
                    Line(
                        description: "Consulting, as agreed",
                        quantity: Decimal(row.quantity, scale: 3), unit: hour,
                        unitPrice: Decimal(row.price, scale: 2),
                        tax: .standard(rates[row.group]))
                })
            if number % 4 == 0 { content.discount = .discount(.percent(try Rate("2.5"))) }
            contents.append(content)
            plain.append(rows)
        }
        self.contents = contents
        self.plain = plain
    }

    /// Computes every invoice so many times over, with every intermediate.
    func compute(times: Int) throws -> Run {
        try measure(times) { index in try contents[index].totals().due.minorUnits }
    }

    /// Adds up the same lines in a bare loop.
    func addUp(times: Int) throws -> Run {
        try measure(times) { index in Self.due(of: plain[index]) }
    }

    private func measure(_ times: Int, _ due: (Int) throws -> Int64) throws -> Run {
        var checksum: Int64 = 0
        let stopwatch = try Stopwatch()
        for _ in 0..<times {
            for index in contents.indices { checksum &+= try due(index) }
        }
        let run = try stopwatch.stop(count: times * contents.count)
        precondition(checksum != 0, "the sums are read, so that no loop is left out")
        return run
    }

    @inline(never)
    private static func due(of lines: [PlainLine]) -> Int64 {
        var first: Int64 = 0
        var second: Int64 = 0
        for line in lines {
            let net = (line.price * line.quantity + 500) / 1_000
            if line.group == 0 { first += net } else { second += net }
        }
        let tax = (first * lines[0].rate + 500_000) / 1_000_000
        return first + second + tax + (second * 120_000 + 500_000) / 1_000_000
    }
}
