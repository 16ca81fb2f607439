import Invoicing
import Money
import Seeds
import Testing

struct ReportTests {
    private let today = try! CivilDate("2026-11-21")

    private func invoice(
        _ id: UInt64, _ status: InvoiceStatus, due: Int = 0, _ total: Int64, paid: Int64 = 0,
        client: UInt64 = 50, _ currency: Currency = Samples.euro
    ) throws -> ReportedInvoice {
        try ReportedInvoice(
            reference: Samples.reference(id), client: Samples.reference(client), issueDate: today,
            dueDate: today.adding(days: -due), number: "\(id)", status: status,
            net: Samples.amount(total, currency), total: Samples.amount(total, currency),
            paid: Samples.amount(paid, currency), open: Samples.amount(total - paid, currency))
    }

    @Test func `every invoice is counted in exactly one place, and currencies never mix`() throws {
        var random = SeededGenerator(seed: 1)
        let currencies = try ["EUR", "USD", "JPY"].map { try Currency($0) }
        let invoices = try (0..<500 as Range<UInt64>).map { id in
            let total = Int64.random(in: 1...1_000, using: &random)
            return try invoice(
                id, InvoiceStatus.allCases.randomElement(using: &random)!, total,
                paid: Int64.random(in: 0...total, using: &random),
                currencies.randomElement(using: &random)!)
        }
        let stats = try Stats.of(invoices)
        #expect(stats.map(\.currency.code) == ["EUR", "JPY", "USD"])
        for stats in stats {
            let mine = invoices.filter { $0.total.currency == stats.currency }
            let counted = stats.entries.reduce(0) { $0 + $1.count }
            #expect(counted == mine.count { ![.deleted, .issued].contains($0.status) })
            let unpaid = mine.filter { [.unpaid, .partiallyPaid].contains($0.status) }
            #expect(stats[.unpaid].count == unpaid.count)
            #expect(
                stats[.unpaid].amount.minorUnits == unpaid.reduce(0) { $0 + $1.open.minorUnits })
            let drafts = mine.filter { $0.status == .draft }
            #expect(
                stats[.draft].amount.minorUnits == drafts.reduce(0) { $0 + $1.total.minorUnits })
            let paid = mine.filter { [.paid, .credited].contains($0.status) }
            #expect(stats[.paid].amount.minorUnits == paid.reduce(0) { $0 + $1.paid.minorUnits })
        }
    }

    @Test(arguments: [
        (-5, Aging.Column.notDue), (0, .notDue), (1, .days1to30), (30, .days1to30),
        (31, .days31to60),
        (60, .days31to60), (61, .days61to90), (90, .days61to90), (91, .days91), (4_000, .days91),
    ])
    func `a debt ages by days past due`(days: Int, column: Aging.Column) {
        #expect(Aging.Column(daysPastDue: days) == column)
    }

    @Test func `the receivables are the columns less the credit`() throws {
        let client = Samples.reference(50)
        let aging = try Aging.of(
            [
                invoice(1, .unpaid, due: -3, 100), invoice(2, .overdue, due: 45, 100, paid: 30),
                invoice(3, .overdue, due: 100, 10, client: 51), invoice(4, .paid, 99, paid: 99),
                invoice(5, .void, 99), invoice(6, .overdue, due: 2, 5, ClaimMaker.dollar),
            ],
            credits: [
                ClientCredit(client: client, amount: Samples.amount(20)),
                ClientCredit(client: Samples.reference(52), amount: Samples.amount(7)),
            ],
            asOf: today)
        #expect(aging.map(\.currency.code) == ["EUR", "USD"])
        let euro = aging[0]
        #expect(euro.rows.map(\.client) == [50, 51, 52].map { Samples.reference($0) })
        #expect(euro.columns.map(\.minorUnits) == [100, 0, 70, 0, 10])
        #expect(euro.credit == Samples.amount(27) && euro.receivable == Samples.amount(153))
        #expect(euro.rows.map(\.receivable.minorUnits) == [150, 10, -7])
    }

    @Test func `a statement carries the balance from entry to entry`() throws {
        let event = { (id: UInt64, kind: Statement.Kind, day: Int, units: Int64) in
            Statement.Event(
                reference: Samples.reference(id), kind: kind, date: try today.adding(days: day),
                text: "", amount: Samples.amount(units))
        }
        let events = try [
            event(5, .refund, 3, 10), event(1, .invoice, -40, 100), event(2, .payment, -10, 30),
            event(3, .invoice, 1, 50), event(4, .payment, 1, 200), event(6, .creditNote, 2, 5),
            event(7, .reversal, 90, 200),
        ]
        let statements = try Statement.of(events, from: today, through: today.adding(days: 30))
        #expect(statements.count == 1)
        #expect(statements[0].opening == Samples.amount(70))
        #expect(
            statements[0].entries.map(\.event.reference)
                == [3, 4, 6, 5].map { Samples.reference($0) })
        #expect(statements[0].entries.map(\.balance.minorUnits) == [120, -80, -85, -75])
        #expect(statements[0].closing == Samples.amount(-75))
    }

    @Test func `revenue is by month of issue, credit notes taken off, empty months shown`() throws {
        let earning = { (date: String, units: Int64, isCredit: Bool) in
            MonthlyRevenue.Earning(
                date: try CivilDate(date), net: Samples.amount(units),
                total: Samples.amount(units * 2),
                isCredit: isCredit)
        }
        let revenue = try MonthlyRevenue.of([
            earning("2026-12-31", 100, false), earning("2027-02-01", 10, true),
            earning("2026-12-01", 1, false), earning("2027-02-28", 3, false),
        ])
        #expect(revenue.count == 1)
        #expect(
            revenue[0].months.map(\.month.description) == [
                "2026-12-01", "2027-01-01", "2027-02-01",
            ])
        #expect(revenue[0].months.map(\.net.minorUnits) == [101, 0, -7])
        #expect(revenue[0].months.map(\.total.minorUnits) == [202, 0, -14])
        #expect(try MonthlyRevenue.of([]).isEmpty)
    }

    @Test func `a sum that cannot be counted is an error`() throws {
        let invoices = try [invoice(1, .unpaid, .max), invoice(2, .unpaid, .max)]
        #expect(throws: InvoicingError.money(.overflow)) { try Stats.of(invoices) }
        #expect(throws: InvoicingError.money(.overflow)) {
            try Aging.of(invoices, credits: [], asOf: today)
        }
    }
}
