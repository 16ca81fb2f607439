import Glibc
import Invoicing
import Money

/// How fast invoices are computed, next to the least work that could give the same sums.
struct InvoiceBenchmarks {
    /// What one run measured.
    struct Result {
        /// Invoices of twelve lines computed per second on one core, with every intermediate.
        let invoicesPerSecond: Double
        /// The same lines through a bare loop over `Int64`, invoices per second.
        let plainPerSecond: Double
        /// How many times longer the full computation takes than the bare loop.
        var ratio: Double { plainPerSecond / invoicesPerSecond }
    }

    /// What `invoicesPerSecond` must reach.
    static let invoicesPerSecondMin = 150_000.0

    private let contents: [InvoiceContent]
    private let plain: [[PlainLine]]

    /// A line as bare integers: cents, thousandths, millionths.
    private struct PlainLine {
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

    /// Computes every invoice so many times over, and the bare loop as often.
    func run(rounds: Int = 200) throws -> Result {
        var checksum: Int64 = 0
        let start = Self.secondsOfThisThread()
        for _ in 0..<rounds {
            for content in contents { checksum &+= try content.totals().due.minorUnits }
        }
        let middle = Self.secondsOfThisThread()
        for _ in 0..<rounds {
            for lines in plain { checksum &+= Self.due(of: lines) }
        }
        let end = Self.secondsOfThisThread()
        precondition(checksum != 0, "the sums are read, so that no loop is left out")
        let invoices = Double(rounds * contents.count)
        return Result(
            invoicesPerSecond: invoices / (middle - start),
            plainPerSecond: invoices / (end - middle))
    }

    /// The processor time of this thread, so that what else the machine does is not counted.
    private static func secondsOfThisThread() -> Double {
        var time = timespec()
        precondition(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0, "the thread has a clock")
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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
