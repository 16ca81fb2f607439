import Invoicing
import Money
import Seeds
import Testing

struct CreditingTests {
    @Test func `a full credit note mirrors its invoice and names it`() throws {
        var face = Samples.face()
        face.content.discount = .discount(.amount(Samples.amount(777)))
        face.content.paid = Samples.amount(1_000)
        let invoice = try Samples.issued(face)
        let credit = try invoice.fullCredit()
        #expect(credit.kind == .creditNote)
        #expect(credit.corrects?.number == "2026-K7QD-0001")
        #expect(credit.corrects?.issueDate == invoice.frozen.issueDate)
        let note = try Samples.issued(credit, as: 3)
        #expect(note.frozen.totals.total == invoice.frozen.totals.total)
        #expect(note.frozen.totals.taxes == invoice.frozen.totals.taxes)
        #expect(note.frozen.dueDate == nil)
        #expect(throws: InvoicingError.self) { try note.fullCredit() }
    }

    @Test func `part of a line takes its share of what was given as an amount`() throws {
        var face = Samples.face(lines: [Samples.line("4", "25"), Samples.line("1", "100")])
        face.content.lines[0].discount = .discount(.amount(Samples.amount(1_000)))
        face.content.discount = .discount(.amount(Samples.amount(1_900)))
        let invoice = try Samples.issued(face)
        let part = IssuedDocument.CreditedQuantity(line: 0, quantity: 1)
        let credit = try invoice.partialCredit([part])
        #expect(credit.corrects?.lines == [0])
        let totals = try credit.content.totals()
        // A quarter of 90.00 is 22.50, and 22.50 of 190.00 has 2.25 of the discount of 19.00.
        #expect(totals.lineSum == Samples.amount(2_250))
        #expect(totals.net == Samples.amount(2_025))
    }

    @Test func `a line is credited whose reason of exemption stands on another line`() throws {
        let reason = Exemption(reason: "Medical care")
        var lines = [Samples.line("1", "10"), Samples.line("1", "20"), Samples.line("1", "30")]
        lines[0].tax = Tax(.exempt, exemption: reason)
        lines[1].tax = Tax(.exempt)
        let invoice = try Samples.issued(Samples.face(lines: lines))
        let credit = try invoice.partialCredit([.init(line: 1, quantity: 1)])
        let note = try Samples.issued(credit, as: 3)
        #expect(note.frozen.totals.total == Samples.amount(2_000))
        #expect(note.frozen.totals.taxes.map(\.exemption) == [reason])
        let taxed = try invoice.partialCredit([.init(line: 2, quantity: 1)])
        #expect(taxed.content.lines[0].tax == lines[2].tax)
    }

    @Test(arguments: [false, true])
    func `many small fixed parts are credited to the cent`(areCharges: Bool) throws {
        var face = Samples.face(lines: [Samples.line("2", "100")])
        let cent = Adjustment(.amount(Samples.amount(1)), reason: "Small")
        let parts = [DocumentAdjustment](repeating: DocumentAdjustment(cent), count: 100)
        if areCharges { face.content.charges = parts } else { face.content.allowances = parts }
        let invoice = try Samples.issued(face)
        let claim = try #require(Claim(invoice, client: ClaimMaker.client))
        var ledger = Ledger([claim])
        for note in 0..<2 {
            let credit = try invoice.partialCredit(
                [.init(line: 0, quantity: 1)], credited: [0: Decimal(Int64(note))],
                left: ledger.creditable(of: invoice.reference))
            let document = try Samples.issued(credit, as: UInt64(10 + note))
            ledger = try ledger.accepting(
                #require(Claim(document, client: ClaimMaker.client)))
        }
        #expect(try #require(try ledger.balance(of: invoice.reference)).isWhollyCredited)
    }

    @Test func `no more of a line is credited than is left of it`() throws {
        let invoice = try Samples.issued(Samples.face())
        let parts = [
            IssuedDocument.CreditedQuantity(line: 0, quantity: 2),
            .init(line: 1, quantity: 0), .init(line: 0, quantity: 1), .init(line: 7, quantity: 1),
        ]
        do {
            _ = try invoice.partialCredit(parts, credited: [0: try Decimal("0.5")])
            Issue.record("it was credited")
        } catch InvoicingError.fields(let errors) {
            #expect(
                errors.map(\.field) == [
                    "lines[0].quantity", "lines[1].quantity", "lines[2]", "lines[3]",
                ])
            #expect(errors[0].expected.contains("1.5"))
        }
        #expect(throws: InvoicingError.self) { try invoice.partialCredit([]) }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `an invoice credited bit by bit is credited to the cent`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let price = Decimal(Int64.random(in: 10_000...9_999_999, using: &random), scale: 4)
            let rate = ["19", "7", "9.975"].randomElement(using: &random)!
            return Samples.line("\(Int.random(in: 1...4, using: &random))", "\(price)", rate)
        }
        var face = Samples.face(lines: lines)
        face.content.pricesIncludeTax = Bool.random(using: &random)
        if Bool.random(using: &random) {
            face.content.discount = .discount(.percent(try Rate("3.5")))
        }
        let invoice = try Samples.issued(face)
        let first = try #require(Claim(invoice, client: ClaimMaker.client))
        var ledger = Ledger([first])
        var credited: [Int: Decimal] = [:]
        var note: UInt64 = 10
        while let line = lines.indices.first(where: { credited[$0] ?? 0 < lines[$0].quantity }) {
            let part = IssuedDocument.CreditedQuantity(line: line, quantity: 1)
            let left = ledger.creditable(of: invoice.reference)
            let credit = try invoice.partialCredit([part], credited: credited, left: left)
            let document = try Samples.issued(credit, as: note)
            let claim = try #require(Claim(document, client: ClaimMaker.client))
            ledger = try ledger.accepting(claim)
            credited[line] = try (credited[line] ?? 0) + 1
            note += 1
        }
        let balance = try #require(try ledger.balance(of: invoice.reference))
        #expect(balance.open.isZero && balance.isWhollyCredited)
        #expect(ledger.conflicts == [])
    }
}
