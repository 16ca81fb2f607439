import Invoicing
import Money
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
}
