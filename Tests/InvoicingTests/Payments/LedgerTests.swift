import Invoicing
import Money
import Testing

struct LedgerTests {
    private typealias Make = ClaimMaker

    private func open(_ ledger: Ledger, _ invoice: UInt64) throws -> Int64? {
        try ledger.balance(of: Samples.reference(invoice))?.open.minorUnits
    }

    private func left(_ ledger: Ledger, _ source: UInt64) -> Int64? {
        ledger.left(of: Samples.reference(source))?.minorUnits
    }

    private func status(_ ledger: Ledger, _ invoice: UInt64) throws -> InvoiceStatus? {
        let day = try CivilDate("2026-11-21")
        return try ledger.balance(of: Samples.reference(invoice))?.status(due: day, asOf: day)
    }

    @Test func `what is paid too much becomes the client's credit`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 150), Make.allocate(3, 2, 1, 100),
        ])
        #expect(try status(ledger, 1) == .paid)
        #expect(try ledger.credit(of: Make.client) == [Samples.amount(50)])
        #expect(ledger.conflicts == [])
    }

    @Test func `two laptops that pay one invoice both stay, the later one as credit`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 100),
            Make.payment(4, 80), Make.allocate(5, 4, 1, 80),
        ])
        #expect(try open(ledger, 1) == 0)
        #expect(left(ledger, 2) == 0 && left(ledger, 4) == 80)
        #expect(ledger.clipped.map(\.claim) == [Samples.reference(5)])
        #expect(ledger.clipped.map(\.toCredit) == [Samples.amount(80)])
    }

    @Test func `an invoice of nothing is cancelled by a credit note of nothing, once`() throws {
        let cancelled = Ledger([Make.invoice(1, 0), Make.credit(2, of: 1, 0)])
        #expect(try status(cancelled, 1) == .credited)
        #expect(cancelled.conflicts == [])
        let twice = Ledger([
            Make.invoice(1, 0), Make.credit(2, of: 1, 0), Make.credit(3, of: 1, 0),
        ])
        #expect(twice.conflicts == [.notPositive(Samples.reference(3))])
        let priced = Ledger([Make.invoice(1, 100), Make.credit(2, of: 1, 0)])
        #expect(priced.conflicts == [.notPositive(Samples.reference(2))])
        #expect(try status(priced, 1) != .credited)
    }

    @Test func `two payments that look alike are a question`() {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 50), Make.allocate(3, 2, 1, 50),
            Make.payment(52, 50), Make.allocate(5, 52, 1, 50),
        ])
        #expect(
            ledger.conflicts == [.probableDuplicate(Samples.reference(2), Samples.reference(52))])
    }

    @Test func `a reversal reopens the balance, whenever it was accepted`() throws {
        let paid = [Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 100)]
        let before = Ledger(paid)
        for place in 0...3 {
            var claims = paid
            claims.insert(Make.reversal(4, of: 2, 100), at: place)
            let ledger = Ledger(claims)
            #expect(try status(ledger, 1) == .unpaid)
            #expect(left(ledger, 2) == 0)
            #expect(ledger.unpaidAgain(since: before) == [Samples.reference(1)])
        }
    }

    @Test func `a release gives back what it names, even when it arrives first`() throws {
        let claims = [Make.invoice(1, 100), Make.payment(2, 100)]
        let allocation = Make.allocate(3, 2, 1, 100)
        let release = Make.release(4, of: 3, 60)
        for order in [[allocation, release], [release, allocation]] {
            let ledger = Ledger(claims + order)
            #expect(try open(ledger, 1) == 60)
            #expect(left(ledger, 2) == 60)
            #expect(ledger.conflicts == [])
        }
    }

    @Test func `a release of a clipped allocation gives back only what took effect`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 80), Make.allocate(3, 2, 1, 80),
            Make.payment(4, 80), Make.allocate(5, 4, 1, 80), Make.release(6, of: 5, 80),
        ])
        #expect(try open(ledger, 1) == 20)
        #expect(left(ledger, 4) == 80)
        #expect(ledger.conflicts == [])
        #expect(ledger.effect(of: Samples.reference(6)) == 20)
    }

    @Test func `more than was allocated cannot be released`() {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 70),
            Make.release(4, of: 3, 50), Make.release(5, of: 3, 50),
        ])
        let excess = Samples.amount(30)
        #expect(ledger.conflicts == [.overReleased(claim: Samples.reference(5), excess: excess)])
    }

    @Test func `a credit note settles an unpaid invoice`() throws {
        let ledger = Ledger([Make.invoice(1, 100), Make.credit(2, of: 1, 100)])
        #expect(try status(ledger, 1) == .credited)
        #expect(try ledger.credit(of: Make.client) == [])
    }

    @Test func `a credit note of a paid invoice is the client's credit, to refund or allocate`()
        throws
    {
        let paid = [
            Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 100),
            Make.credit(4, of: 1, 100), Make.invoice(5, 70),
        ]
        #expect(try status(Ledger(paid), 1) == .credited)
        let spent = Ledger(paid + [Make.allocate(6, 4, 5, 70), Make.refund(7, of: 4, 30)])
        #expect(try status(spent, 5) == .paid)
        #expect(left(spent, 4) == 0)
        #expect(spent.conflicts == [])
    }

    @Test func `credit from a credit note can be allocated before the note arrives`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 100),
            Make.invoice(5, 70), Make.allocate(6, 4, 5, 70), Make.release(7, of: 6, 20),
            Make.credit(4, of: 1, 100),
        ])
        #expect(try open(ledger, 5) == 20)
        #expect(left(ledger, 4) == 50)
        #expect(ledger.conflicts == [])
    }

    @Test func `partial credit notes never exceed a line or the total`() throws {
        let ledger = Ledger([
            Make.invoice(1, 119, lines: [60, 40]), Make.credit(2, of: 1, 71, lines: [(0, 60)]),
            Make.credit(3, of: 1, 71, lines: [(0, 30), (1, 30)]),
        ])
        #expect(
            ledger.conflicts == [
                .overCreditedLine(claim: Samples.reference(3), line: 0, excess: Samples.amount(30)),
                .overCredited(claim: Samples.reference(3), excess: Samples.amount(23)),
            ])
        #expect(ledger.creditableLines(of: Samples.reference(1)) == [0, 10])
        #expect(
            ledger.creditable(of: Samples.reference(1))
                == CreditLeft(amount: Samples.amount(0), notes: 2))
        #expect(try status(ledger, 1) == .credited)
    }

    @Test func `a void document holds no money and says so`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 100), Make.allocate(3, 2, 1, 100),
            Make.void(4, of: 1),
            Make.credit(5, of: 1, 100),
        ])
        #expect(left(ledger, 2) == 100)
        #expect(left(ledger, 5) == 0 && ledger.effect(of: Samples.reference(5)) == 0)
        #expect(
            ledger.conflicts == [
                .claimOnVoid(claim: Samples.reference(3), document: Samples.reference(1)),
                .claimOnVoid(claim: Samples.reference(5), document: Samples.reference(1)),
            ])
    }

    @Test func `what is not there, or is of another currency, waits and is listed`() throws {
        let ledger = Ledger([
            Make.invoice(1, 100), Make.payment(2, 100, ClaimMaker.dollar),
            Make.allocate(3, 2, 1, 100),
            Make.allocate(4, 9, 1, 100), Make.payment(5, 100), Make.allocate(6, 5, 2, 100),
            Make.refund(7, of: 1, 10), Make.release(8, of: 5, 10), Make.payment(10, -5),
        ])
        let reference = Samples.reference
        #expect(
            ledger.conflicts == [
                .currencyMismatch(claim: reference(3)),
                .missing(claim: reference(4), named: reference(9)),
                .missing(claim: reference(6), named: reference(2)),
                .missing(claim: reference(7), named: reference(1)),
                .missing(claim: reference(8), named: reference(5)), .notPositive(reference(10)),
            ])
        #expect(try open(ledger, 1) == 100)
        #expect(
            try ledger.credit(of: Make.client) == [
                Samples.amount(100), Samples.amount(100, ClaimMaker.dollar),
            ])
    }

    @Test func `credit beyond what can be counted is an error`() {
        let ledger = Ledger([Make.payment(1, .max), Make.payment(2, 1)])
        #expect(throws: InvoicingError.money(.overflow)) { try ledger.credit(of: Make.client) }
        #expect(throws: Never.self) { try ledger.balance(of: Samples.reference(1)) }
    }

    @Test func `where all is known a claim that would be clipped is refused with the reason`()
        throws
    {
        let ledger = Ledger([Make.invoice(1, 100), Make.payment(2, 150)])
        #expect(throws: InvoicingError.claim(.exceedsBalance(open: Samples.amount(100)))) {
            try ledger.accepting(Make.allocate(3, 2, 1, 120))
        }
        let excess = Samples.amount(10)
        #expect(
            throws: InvoicingError.claim(
                .conflict(.overRefunded(claim: Samples.reference(3), excess: excess)))
        ) { try ledger.accepting(Make.refund(3, of: 2, 160)) }
        #expect(throws: InvoicingError.claim(.knownAlready)) {
            try ledger.accepting(Make.payment(2, 150))
        }
        #expect(throws: Never.self) { try ledger.accepting(Make.allocate(3, 2, 1, 100)) }
    }

    @Test func `issued documents claim what they come to`() throws {
        let invoice = try Samples.issued(Samples.face(), as: 2)
        let parts = [IssuedDocument.CreditedQuantity(line: 1, quantity: 1)]
        let note = try Samples.issued(invoice.partialCredit(parts), as: 3)
        let claims = [invoice, note].compactMap { Claim($0, client: Make.client) }
        let ledger = Ledger(claims)
        #expect(ledger.conflicts == [])
        let open = try #require(try ledger.balance(of: invoice.reference)).open
        #expect(try open == invoice.frozen.totals.total - note.frozen.totals.total)
    }

    @Test func `money goes to the invoice that was due first`() throws {
        let candidate = { (id: UInt64, due: String, units: Int64) in
            AllocationPlan.Candidate(
                invoice: Samples.reference(id), due: try CivilDate(due), open: Samples.amount(units)
            )
        }
        let plan = try AllocationPlan(
            of: Samples.amount(150),
            over: [
                candidate(1, "2026-12-01", 100), candidate(2, "2026-11-01", 70),
                candidate(3, "2026-11-01", 70),
            ])
        #expect(plan.parts.map(\.invoice) == [2, 3, 1].map { Samples.reference($0) })
        #expect(plan.parts.map(\.amount.minorUnits) == [70, 70, 10])
        #expect(plan.rest.isZero)
    }
}
