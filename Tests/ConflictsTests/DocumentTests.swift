import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
import Sync
import Testing

/// Documents that were issued, voided and numbered apart.
struct DocumentTests {
    private func issuedTwice(
        freight: String? = nil
    ) throws -> (Office, draft: RecordKey, documents: [RecordKey]) {
        var office = try Office()
        let draft = try office.draft()
        let base = office
        let (one, first) = try base.issue(
            draft, as: "2026-K7QD-0001", by: &office.ann, freight: freight)
        let (other, second) = try base.issue(draft, as: "2026-M3XW-0001", by: &office.ben)
        office.book.take(first, second)
        return (office, draft, [one, other])
    }

    @Test func `two documents of one draft both count, and a person is asked once`() throws {
        let (office, _, documents) = try issuedTwice()
        let conflict = try office.book.only(.twoDocuments)
        #expect(office.book.conflicts.count == 1)
        #expect(conflict.offers == documents.map { .void($0) } + [.accept])
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `keeping both says so in the draft, and undoing that asks again`() throws {
        var (office, draft, documents) = try issuedTwice()
        let conflict = try office.book.only(.twoDocuments)
        let settled = try office.ben.settle(conflict, .accept, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        let life = office.book.record(draft)[Life.register].standing(.life)?.value
        #expect(life.flatMap { Life($0) } == .issued(documents.map(\.id).sorted()))
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(office.book.conflicts(.twoDocuments).count == 1)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `voiding one ends it for good`() throws {
        var (office, _, documents) = try issuedTwice()
        let conflict = try office.book.only(.twoDocuments)
        let settled = try office.ben.settle(conflict, .void(documents[1]), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        #expect(throws: SettlementError.irrevocable(instead: "issue a new document")) {
            try office.ann.undo(settled, in: office.book)
        }
    }

    @Test func `what was mailed is credited instead of voided`() throws {
        var (office, _, documents) = try issuedTwice()
        _ = try office.known(Catalog.delivery, Self.mail(of: documents[0]))
        let conflict = try office.book.only(.twoDocuments)
        #expect(conflict.offers == [.credit(documents[0]), .void(documents[1]), .accept])
        office.book.take(try office.ben.settle(conflict, .credit(documents[0]), in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `what was charged beside the lines is credited with them`() throws {
        var (office, _, documents) = try issuedTwice(freight: "5")
        _ = try office.known(Catalog.delivery, Self.mail(of: documents[0]))
        let conflict = try office.book.only(.twoDocuments)
        let settled = try office.ben.settle(conflict, .credit(documents[0]), in: office.book)
        office.book.take(settled)
        let charges = settled.records.filter { $0.collection == Catalog.charge.number }
            .compactMap { Facts(office.book.record($0)) }
        #expect(charges.map { $0.text("reason") } == ["Freight"])
        #expect(charges.map { $0.amount("amount")?.minorUnits } == [500])
    }

    @Test func `a pro-forma beside its invoice is no second document`() throws {
        var office = try Office()
        let draft = try office.draft()
        let (_, first) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(first)
        let id = office.ben.mint()
        office.book.take(
            office.ben.change(
                Catalog.document.creation(
                    of: id, values: ["draft": draft.id.value, "kind": .text("proForma")], owner: nil
                )))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `one number on two documents is an alarm, in the order of the server`() throws {
        var office = try Office()
        let first = try office.invoice("2026-K7QD-0001", total: "10")
        let second = try office.invoice("2026-K7QD-0001", total: "20")
        let conflict = try office.book.only(.numberClash)
        #expect(conflict.records == [first, second])
        #expect(conflict.offers == [.void(second), .accept])
        #expect(office.book.isTheSameEverywhere())
        office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        #expect(office.book.conflicts.isEmpty)
        _ = try office.invoice("2026-K7QD-0001", total: "30")
        #expect(try office.book.only(.numberClash).id != conflict.id)
    }

    @Test func `a void apart from a mail, a payment or a credit note is told`() throws {
        var office = try Office()
        let invoice = try office.invoice()
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        _ = try office.known(
            Catalog.void, ["document": .string(invoice.id.text), "reason": "Mistake"])
        #expect(office.book.conflicts.isEmpty)
        _ = try office.known(Catalog.delivery, Self.mail(of: invoice))
        let allocation = try office.known(
            Catalog.allocation, office.allocation("100.00", of: payment, to: invoice))
        let conflict = try office.book.only(.voidInUse)
        #expect(conflict.words.title.hasSuffix("was voided and paid and mailed."))
        #expect(conflict.offers.map(\.word) == ["release/\(allocation.word)", "accept"])
        #expect(office.book.isTheSameEverywhere())
        let settled = try office.ben.settle(conflict, .accept, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(try office.book.only(.voidInUse) == conflict)
    }

    @Test func `a credit note that is void is no use of the document any more`() throws {
        var office = try Office()
        let invoice = try office.invoice()
        let note = try office.draft(["kind": "creditNote"])
        let (credit, change) = try office.issue(
            note, as: "C-1", by: &office.ben, kind: .creditNote,
            facts: ["corrects": invoice.id.value])
        for document in [invoice, credit] {
            if document == credit { #expect(office.book.conflicts(.voidInUse).count == 1) }
            _ = try office.known(
                Catalog.void, ["document": .string(document.id.text), "reason": "Mistake"])
            if document == invoice { office.book.take(change) }
        }
        #expect(office.book.open.conflicts.isEmpty)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `an order that was invoiced twice asks, and no longer when one is void`() throws {
        var office = try Office()
        let order = try office.known(Catalog.order, ["number": "O-1"])
        let facts: [String: Value] = ["origin": order.value]
        _ = try office.invoice("2026-K7QD-0001", facts: facts)
        #expect(office.book.conflicts.isEmpty)
        let second = try office.invoice("2026-K7QD-0002", facts: facts)
        let conflict = try office.book.only(.invoicedTwice)
        #expect(conflict.offers == [.void(second), .accept])
        #expect(conflict.words.title.hasPrefix("Order O-1 was invoiced more than once"))
        #expect(office.book.isTheSameEverywhere())
        office.book.take(try office.ben.settle(conflict, .void(second), in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a quote is invoiced part by part, up to what it comes to`() throws {
        var office = try Office()
        let draft = try office.draft(["kind": "quote"])
        let (quote, change) = try office.issue(
            draft, as: "Q-1", by: &office.ann, kind: .quote)
        office.book.take(change)
        let facts: [String: Value] = ["origin": quote.value]
        _ = try office.invoice("2026-K7QD-0001", total: "60", facts: facts)
        _ = try office.invoice("2026-K7QD-0002", total: "40", facts: facts)
        #expect(office.book.conflicts.isEmpty)
        _ = try office.invoice("2026-K7QD-0003", total: "1", facts: facts)
        #expect(office.book.conflicts.map(\.rule) == [.invoicedTwice])
    }

    @Test func `a period is invoiced once, and the next one too`() throws {
        var office = try Office()
        let recurring = RecordKey(collection: Catalog.recurring.number, id: office.client.id)
        let facts: (String) -> [String: Value] = {
            ["origin": recurring.value, "periodStart": .text($0)]
        }
        _ = try office.invoice("2026-K7QD-0001", facts: facts("2026-11-01"))
        _ = try office.invoice("2026-K7QD-0002", facts: facts("2026-12-01"))
        #expect(office.book.conflicts.isEmpty)
        _ = try office.invoice("2026-K7QD-0003", facts: facts("2026-11-01"))
        #expect(try office.book.only(.invoicedTwice).records.count == 3)
    }

    static func mail(of document: RecordKey) -> [String: JSONValue] {
        [
            "key": "k", "recipient": "a@example.com", "state": "sent",
            "at": "2026-11-21T10:00:00Z", "document": .string(document.id.text),
        ]
    }
}
