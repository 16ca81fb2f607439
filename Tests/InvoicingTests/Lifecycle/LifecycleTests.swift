import Invoicing
import Money
import Testing

struct LifecycleTests {
    private let fresh = DocumentPast(wasDelivered: false, hasClaims: false)
    private let delivered = DocumentPast(wasDelivered: true, hasClaims: false)
    private let claimed = DocumentPast(wasDelivered: false, hasClaims: true)

    @Test func `an invoice is void only before it was delivered, paid or credited`() throws {
        let document = try Samples.issued(Samples.face())
        let void = try document.void(reason: "typo", status: .unpaid, past: fresh)
        #expect(void.document == document)
        for (past, reason) in [
            (delivered, "and was delivered"), (claimed, "and has a payment or credit"),
        ] {
            let refusal = RefusedTransition(
                .void, present: .unpaid, allowed: [.send, .pay, .credit, .remind], reason: reason)
            #expect(throws: InvoicingError.refused(refusal)) {
                try document.void(reason: "typo", status: .unpaid, past: past)
            }
            #expect(refusal.description.contains("issue a credit note"))
        }
        #expect(throws: InvoicingError.self) {
            try document.void(reason: " ", status: .unpaid, past: fresh)
        }
    }

    @Test(arguments: [
        (InvoiceStatus.draft, [Transition.edit, .issue, .delete]), (.deleted, [.restore]),
        (.void, []),
        (.unpaid, [.send, .pay, .credit, .void, .remind]),
        (.overdue, [.send, .pay, .credit, .void, .remind]), (.paid, [.send, .credit, .void]),
        (.credited, [.send]), (.issued, [.send, .void]),
    ])
    func `each state allows what it allows and names it when it refuses`(
        status: InvoiceStatus, allowed: [Transition]
    ) {
        #expect(LifeRules.allowed(status, fresh) == allowed)
        for asked in Transition.allCases where !allowed.contains(asked) {
            #expect(
                throws: InvoicingError.refused(
                    RefusedTransition(asked, present: status, allowed: allowed))
            ) { try LifeRules.check(asked, status, fresh) }
        }
    }

    @Test func `only drafts are deleted, and a deleted draft comes back as it was`() throws {
        let draft = Draft(reference: Samples.reference(1), face: Samples.face())
        let life = DocumentLife.draft(draft)
        #expect(try life.delete(status: .draft, past: fresh).restore() == draft)
        let issued = DocumentLife.issued(try Samples.issued(Samples.face()))
        #expect(
            throws: InvoicingError.refused(
                RefusedTransition(
                    .delete, present: .overdue, allowed: [.send, .pay, .credit, .void, .remind]))
        ) { try issued.delete(status: .overdue, past: fresh) }
    }

    @Test(
        arguments: [
            (0, 0, false, "2026-12-01", InvoiceStatus.unpaid),
            (0, 0, false, "2026-12-02", .overdue),
            (1, 0, false, "2026-12-01", .partiallyPaid), (1, 0, false, "2026-12-02", .overdue),
            (100, 0, false, "2026-12-02", .paid), (60, 40, false, "2026-12-02", .paid),
            (0, 40, false, "2026-12-01", .unpaid), (0, 100, true, "2026-12-02", .credited),
            (100, 0, true, "2026-12-02", .credited),
        ] as [(Int64, Int64, Bool, String, InvoiceStatus)])
    func `the status follows from the balance and the day`(
        paid: Int64, credited: Int64, isWhollyCredited: Bool, today: String, expected: InvoiceStatus
    ) throws {
        let balance = try Balance(
            total: Samples.amount(100), paid: Samples.amount(paid),
            credited: Samples.amount(credited), isWhollyCredited: isWhollyCredited)
        let due = try CivilDate("2026-12-01")
        #expect(balance.status(due: due, asOf: try CivilDate(today)) == expected)
    }

    @Test func `a total of zero is paid at issue`() throws {
        let document = try Samples.issued(Samples.face(lines: [Samples.line("1", "0")]))
        let day = try CivilDate("2027-12-01")
        #expect(DocumentLife.issued(document).status(nil, asOf: day) == .paid)
    }

    @Test func `overdue begins when the book's own day does`() throws {
        let balance = Balance(issued: Samples.amount(100))
        let due = try CivilDate("2026-12-31")
        let moment = try Moment(seconds: 1_798_758_000)
        let east = ZoneFiles.rules(of: "Etc/GMT-14")
        let west = ZoneFiles.rules(of: "Etc/GMT+12")
        #expect(balance.status(due: due, at: moment, in: east) == .overdue)
        #expect(balance.status(due: due, at: moment, in: west) == .unpaid)
    }
}
