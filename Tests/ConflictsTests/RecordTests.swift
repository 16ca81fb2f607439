import Bytes
import Catalog
import Causality
import Conflicts
import JSON
import Sync
import Testing

/// Rules across clients, products, orders, lines and what the server asks for.
struct RecordTests {
    @Test(arguments: [("C-1", true), (" c-1 ", true), ("C-2", false), ("C 1", false)])
    func `two clients of one number ask, whatever its capitals`(
        number: String, isAsked: Bool
    ) throws {
        var office = try Office()
        let other = try office.known(
            Catalog.client, ["name": "Bo", "number": .string(number)])
        #expect(office.book.conflicts(.duplicateClient).count == (isAsked ? 1 : 0))
        guard isAsked else { return }
        let conflict = try office.book.only(.duplicateClient)
        #expect(office.book.isTheSameEverywhere())
        let settled = try office.ben.settle(conflict, .renumber(other, "C-9"), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        #expect(Facts(office.book.record(other))?.text("number") == "C-9")
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(try office.book.only(.duplicateClient).records == conflict.records)
    }

    @Test func `a client that is deleted, or has no number, is no duplicate`() throws {
        var office = try Office()
        let other = try office.known(Catalog.client, ["name": "Bo", "number": "C-1"])
        _ = try office.known(Catalog.client, ["name": "Cy"])
        _ = try office.known(Catalog.client, ["name": "Di"])
        #expect(office.book.conflicts.count == 1)
        office.book.take(try office.ann.delete(other, in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `three products of one number are one question`() throws {
        var office = try Office()
        for name in ["A", "B", "C"] {
            _ = try office.known(Catalog.product, ["name": .string(name), "sku": "P"])
        }
        let conflict = try office.book.only(.duplicateProduct)
        #expect(conflict.records.count == 3)
        #expect(conflict.words.title == "“A”, “B” and “C” have the same product number, P.")
        #expect(throws: SettlementError.self) {
            try office.ben.settle(
                conflict, .renumber(conflict.records[0], String(repeating: "x", count: 51)),
                in: office.book)
        }
    }

    private func order(_ steps: [String]) throws -> Office {
        var office = try Office()
        let order = try office.known(Catalog.order, ["number": "O-1"])
        for step in steps {
            _ = try office.known(
                Catalog.orderStep, ["order": .string(order.id.text), "step": .string(step)])
        }
        return office
    }

    @Test(
        arguments: [
            (["confirmed", "fulfilled", "cancelled"], true),
            (["cancelled", "fulfilled"], true), (["confirmed", "cancelled"], false),
            (["confirmed", "confirmed", "fulfilled", "invoiced"], false), ([], false),
        ])
    func `an order that was fulfilled and cancelled asks`(steps: [String], isAsked: Bool) throws {
        var office = try order(steps)
        #expect(office.book.conflicts.map(\.rule) == (isAsked ? [.orderSteps] : []))
        guard let conflict = office.book.conflicts.first else { return }
        let settled = try office.ben.settle(conflict, .accept, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(office.book.conflicts == [conflict])
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `a client that was deleted while a draft needs it can be restored`() throws {
        var office = try Office()
        let base = office.book
        _ = try office.draft()
        office.book.take(try office.ben.delete(office.client, in: base))
        let conflict = try office.book.only(.lostReference)
        #expect(conflict.offers == [.restore(office.client), .accept])
        #expect(office.book.isTheSameEverywhere())
        let settled = try office.ann.settle(conflict, .restore(office.client), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ben.undo(settled, in: office.book))
        #expect(try office.book.only(.lostReference).records == conflict.records)
    }

    @Test func `a payment that names what was refused is told`() throws {
        var office = try Office()
        var form = office.payment("1.00")
        form["client"] = .string(office.ben.mint().text)
        _ = try office.known(Catalog.payment, form)
        let conflict = try office.book.only(.lostReference)
        #expect(conflict.offers == [.accept])
        #expect(conflict.words.title.hasSuffix("which is not in the book."))
    }

    @Test func `a product that only issued lines name can be deleted`() throws {
        var office = try Office()
        let product = try office.known(Catalog.product, ["name": "Nail"])
        let draft = try office.draft()
        _ = try office.known(
            Catalog.line,
            ["draft": .string(draft.id.text), "product": .string(product.id.text)])
        var deleted = office.book
        deleted.take(try office.ben.delete(product, in: deleted))
        #expect(deleted.conflicts.map(\.rule) == [.lostReference])
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued)
        office.book.take(try office.ben.delete(product, in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test(arguments: ["relabel", "delete", "accept"])
    func `a line in another currency than its draft asks`(word: String) throws {
        var office = try Office()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line,
            ["draft": .string(draft.id.text), "unitPrice": "5", "currency": "EUR"])
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ben.edit(draft, ["currency": "USD"], in: office.book))
        let conflict = try office.book.only(.lineCurrency)
        #expect(conflict.records == [line, draft])
        let choice = try #require(conflict.offers.first { $0.word.hasPrefix(word) })
        let settled = try office.ann.settle(conflict, choice, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ben.undo(settled, in: office.book))
        #expect(office.book.conflicts.map(\.rule) == [.lineCurrency])
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what the owner has to approve waits until he does`() throws {
        var office = try Office()
        let (payment, made) = try office.ben.make(Catalog.payment, office.payment("9.00"))
        office.book.take(made)
        _ = try office.known(
            Catalog.approval,
            ["change": .string("\(made.dot.replica.text)/\(made.dot.counter)"), "rule": "role"])
        let conflict = try office.book.only(.approval)
        #expect(conflict.sides.map(\.record) == [payment])
        #expect(
            conflict.words.title
                == "The device 02020202 recorded the payment of 9.00 EUR on 2026-11-20, "
                + "without the right to write in this book.")
        let settled = try office.ann.settle(conflict, .approve, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(try office.book.only(.approval) == conflict)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what is not approved is taken back: a payment reversed, an invoice voided`() throws
    {
        var office = try Office()
        let (payment, paid) = try office.ben.make(Catalog.payment, office.payment("9.00"))
        let draft = try office.draft()
        let (invoice, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ben)
        for (key, change) in [(payment, paid), (invoice, issued)] {
            office.book.take(change)
            // The record names what was written: not everybody holds the change.
            _ = try office.known(
                Catalog.approval,
                [
                    "change": .string("\(change.dot.replica.text)/\(change.dot.counter)"),
                    "rule": "role", "records": [.string(key.word)],
                ])
        }
        let open = office.book.conflicts
        #expect(open.map(\.rule) == [.approval, .approval])
        #expect(
            Set(open.flatMap(\.sides).map(\.says)) == [
                "the payment of 9.00 EUR on 2026-11-20", "invoice 2026-K7QD-0001 over 100.00 EUR",
            ])
        for conflict in open {
            let taken: Choice =
                conflict.sides[0].record == payment ? .reverse(payment) : .void(invoice)
            #expect(conflict.offers == [.approve, taken])
            let settled = try office.ann.settle(conflict, taken, in: office.book)
            #expect(settled.writes.contains { $0.settlesApproval })
            office.book.take(settled)
        }
        #expect(office.book.conflicts.isEmpty)
        for (key, taken) in [(payment, Catalog.reversal), (invoice, Catalog.void)] {
            let naming = office.book.records(under: .naming(key)).map(\.collection)
            #expect(naming.contains(taken.number))
        }
    }

    @Test func `a decision that names another rule settles no approval`() throws {
        var office = try Office()
        let (_, made) = try office.ben.make(Catalog.payment, office.payment("9.00"))
        office.book.take(made)
        _ = try office.known(
            Catalog.approval,
            ["change": .string("\(made.dot.replica.text)/\(made.dot.counter)"), "rule": "role"])
        let conflict = try office.book.only(.approval)
        let (_, forged) = try office.ben.make(
            Catalog.settlement,
            ["rule": "unsound", "conflict": .string(conflict.id.text), "choice": "approve"])
        #expect(!forged.writes.contains { $0.settlesApproval })
        office.book.take(forged)
        #expect(try office.book.only(.approval) == conflict)
    }
}
