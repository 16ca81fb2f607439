import Invoicing
import Money
import Testing

struct OrderTests {
    private let day = try! CivilDate("2026-11-21")

    @Test func `a quote is sent, accepted and invoiced part by part`() throws {
        let draft = Quote(quantities: [10, 1], validUntil: try CivilDate("2026-12-31"))
        let accepted = try draft.sent(asOf: day).accepted(asOf: day)
        let part = try accepted.invoicing([4, 0], asOf: day)
        #expect(part.state(asOf: day) == .partlyInvoiced)
        #expect(try part.left() == [6, 1])
        #expect(throws: InvoicingError.self) { try part.invoicing([7, 0], asOf: day) }
        #expect(throws: InvoicingError.self) { try part.invoicing([0, 0], asOf: day) }
        #expect(throws: InvoicingError.self) { try part.invoicing([-1, 1], asOf: day) }
        #expect(throws: InvoicingError.self) { try part.invoicing([1], asOf: day) }
        let whole = try part.invoicing([6, 1], asOf: try CivilDate("2027-06-01"))
        #expect(whole.state(asOf: day) == .invoiced)
        #expect(
            throws: InvoicingError.step(
                RefusedStep(asked: "invoice", present: "invoiced", allowed: []))
        ) { try whole.invoicing([0, 1], asOf: day) }
    }

    @Test func `a quote that expired is not accepted`() throws {
        let quote = try Quote(quantities: [1], validUntil: day).sent(asOf: day)
        let tomorrow = try day.adding(days: 1)
        #expect(quote.state(asOf: day) == .sent)
        #expect(quote.state(asOf: tomorrow) == .expired)
        #expect(
            throws: InvoicingError.step(
                RefusedStep(asked: "accept", present: "expired", allowed: ["send"]))
        ) { try quote.accepted(asOf: tomorrow) }
        #expect(throws: InvoicingError.self) { try quote.sent(asOf: tomorrow) }
        #expect(try quote.declined(asOf: day).state(asOf: tomorrow) == .declined)
    }

    @Test(
        arguments: [
            ([], OrderState.draft, 0), ([.confirmed], .confirmed, 0),
            ([.confirmed, .confirmed], .confirmed, 0),
            ([.confirmed, .fulfilled, .invoiced], .invoiced, 0), ([.fulfilled], .fulfilled, 0),
            ([.fulfilled, .confirmed], .fulfilled, 0), ([.confirmed, .cancelled], .cancelled, 0),
            ([.confirmed, .cancelled, .fulfilled], .cancelled, 1),
            ([.confirmed, .fulfilled, .cancelled], .fulfilled, 1),
            ([.cancelled, .cancelled], .cancelled, 0),
            ([.invoiced, .cancelled, .confirmed], .invoiced, 1),
        ] as [([OrderStep], OrderState, Int)])
    func `steps in any order come to one state, and what does not fit is a question`(
        steps: [OrderStep], state: OrderState, conflicts: Int
    ) {
        let progress = OrderProgress(steps)
        #expect(progress.state == state)
        #expect(progress.conflicts.count == conflicts)
    }

    @Test func `a step that the state does not allow says what is allowed`() {
        #expect(
            throws: InvoicingError.step(
                RefusedStep(asked: "cancel", present: "fulfilled", allowed: ["invoice"]))
        ) { try OrderProgress([.confirmed, .fulfilled]).check(.cancelled) }
        #expect(throws: Never.self) { try OrderProgress([]).check(.confirmed) }
    }
}
