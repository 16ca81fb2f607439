import Bookkeeping
import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
import Sync
import Testing

/// What payments, allocations, refunds and credit notes come to when people did not see each other.
struct MoneyTests {
    /// An invoice over 100 EUR that a payment of 100 EUR pays.
    private func paid() throws -> (
        Office, invoice: RecordKey, payment: RecordKey, allocation: RecordKey
    ) {
        var office = try Office()
        let invoice = try office.invoice()
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        let allocation = try office.known(
            Catalog.allocation, office.allocation("100.00", of: payment, to: invoice))
        return (office, invoice, payment, allocation)
    }

    @Test func `a paid invoice asks nothing`() throws {
        let (office, _, _, _) = try paid()
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a payment that two people allocate is over-allocated by what came later`() throws {
        var (office, _, payment, _) = try paid()
        let other = try office.invoice("2026-K7QD-0002", total: "50")
        let later = try office.known(
            Catalog.allocation, office.allocation("50.00", of: payment, to: other))
        let conflict = try office.book.only(.overAllocated)
        #expect(conflict.records.first == payment)
        let excess = Amount(minorUnits: 5_000, in: try Currency("EUR"))
        #expect(conflict.offers == [.release(later, excess), .accept])
        #expect(office.book.isTheSameEverywhere())
        let nothing = Amount(minorUnits: 0, in: excess.currency)
        #expect(throws: SettlementError.self) {
            try office.ben.settle(conflict, .release(later, nothing), in: office.book)
        }
        let settled = try office.ben.settle(conflict, .release(later, excess), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        #expect(throws: SettlementError.irrevocable(instead: "allocate or release it anew")) {
            try office.ben.undo(settled, in: office.book)
        }
    }

    @Test func `of what is over-allocated nothing is released that has effect`() throws {
        var office = try Office()
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        let small = try office.invoice(total: "40")
        let large = try office.invoice("2026-K7QD-0002", total: "100")
        for (units, document) in [("40.00", small), ("100.00", large)] {
            _ = try office.known(
                Catalog.allocation, office.allocation(units, of: payment, to: document))
        }
        let conflict = try office.book.only(.overAllocated)
        #expect(conflict.offers == [.accept])
        office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        let book = office.book
        let accounts = Accounts(
            joining: [large], facts: { Facts(book.record($0)) },
            naming: { book.records(under: .naming($0)) })
        let reference = try #require(Reference(large))
        #expect(try accounts.ledger.balance(of: reference)?.paid.text == "60.00")
    }

    @Test func `leaving it as it is ends it until it is undone`() throws {
        var (office, _, payment, _) = try paid()
        let other = try office.invoice("2026-K7QD-0002", total: "50")
        _ = try office.known(
            Catalog.allocation, office.allocation("50.00", of: payment, to: other))
        let conflict = try office.book.only(.overAllocated)
        let settled = try office.ben.settle(conflict, .accept, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        let undone = try #require(try office.ann.undo(settled, in: office.book).first)
        office.book.take(undone)
        #expect(try office.book.only(.overAllocated) == conflict)
        office.book.take(try office.ann.undo(undone, in: office.book))
        #expect(office.book.conflicts.isEmpty)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `two answers to one question are a question again, and one of them is kept`() throws
    {
        var (office, _, payment, _) = try paid()
        let other = try office.invoice("2026-K7QD-0002", total: "50")
        let later = try office.known(
            Catalog.allocation, office.allocation("50.00", of: payment, to: other))
        let (book, conflict) = (office.book, try office.book.only(.overAllocated))
        let excess = Amount(minorUnits: 5_000, in: try Currency("EUR"))
        office.book.take(
            try office.ann.settle(conflict, .accept, in: book),
            try office.ben.settle(conflict, .release(later, excess), in: book))
        let again = try office.book.only(.settledDifferently)
        #expect(
            again.sides.map(\.says) == [
                "left everything as it is", "released 50.00 EUR for invoice 2026-K7QD-0002",
            ])
        let kept = try office.ann.settle(again, .side(1), in: office.book)
        office.book.take(kept)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ben.undo(kept, in: office.book))
        #expect(try office.book.only(.settledDifferently).id == again.id)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `two people who answer alike are not asked again`() throws {
        var (office, _, payment, _) = try paid()
        let other = try office.invoice("2026-K7QD-0002", total: "50")
        _ = try office.known(
            Catalog.allocation, office.allocation("50.00", of: payment, to: other))
        let (book, conflict) = (office.book, try office.book.only(.overAllocated))
        office.book.take(
            try office.ann.settle(conflict, .accept, in: book),
            try office.ben.settle(conflict, .accept, in: book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `one payment recorded on two laptops looks like one, and either can be reversed`()
        throws
    {
        var (office, invoice, first, _) = try paid()
        let second = try office.known(Catalog.payment, office.payment("100.00"))
        _ = try office.known(
            Catalog.allocation, office.allocation("100.00", of: second, to: invoice))
        let conflict = try office.book.only(.duplicatePayment)
        #expect(conflict.offers == [.accept, .reverse(second), .reverse(first)])
        #expect(office.book.isTheSameEverywhere())
        for choice in [Choice.reverse(second), .reverse(first), .accept] {
            var book = office.book
            let settled = try office.ben.settle(conflict, choice, in: book)
            book.take(settled)
            #expect(book.conflicts(.duplicatePayment).isEmpty)
            #expect(book.conflicts(.unpaidAgain).isEmpty)
            guard choice != .accept else { continue }
            #expect(throws: SettlementError.irrevocable(instead: "record a new payment")) {
                try office.ben.undo(settled, in: book)
            }
        }
    }

    @Test(arguments: [("99.00", "2026-11-20"), ("100.00", "2026-11-19")])
    func `payments that differ in amount or day are no duplicates`(
        amount: String, date: String
    ) throws {
        var (office, invoice, _, _) = try paid()
        let second = try office.known(Catalog.payment, office.payment(amount, on: date))
        _ = try office.known(
            Catalog.allocation, office.allocation(amount, of: second, to: invoice))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a payment that the bank takes back leaves an invoice that was paid`() throws {
        var (office, invoice, payment, _) = try paid()
        _ = try office.known(
            Catalog.reversal,
            [
                "payment": .string(payment.id.text), "date": "2026-11-21",
                "amount": ["value": "30.00", "currency": "EUR"],
            ])
        let conflict = try office.book.only(.unpaidAgain)
        #expect(conflict.records.first == invoice)
        #expect(conflict.words.title.contains("30.00 EUR is open"))
        office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        #expect(office.book.conflicts.isEmpty)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what pays an invoice again ends the question by itself`() throws {
        var (office, invoice, payment, _) = try paid()
        _ = try office.known(
            Catalog.reversal,
            [
                "payment": .string(payment.id.text), "date": "2026-11-21",
                "amount": ["value": "100.00", "currency": "EUR"],
            ])
        #expect(office.book.conflicts.map(\.rule) == [.unpaidAgain])
        let again = try office.known(Catalog.payment, office.payment("100.00", on: "2026-11-30"))
        _ = try office.known(
            Catalog.allocation, office.allocation("100.00", of: again, to: invoice))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test(arguments: [
        (Catalog.refund, "source", RuleName.overRefunded),
        (Catalog.reversal, "payment", .overRefunded),
    ])
    func `more paid back or reversed than was left is told`(
        collection: RecordCollection, field: String, rule: RuleName
    ) throws {
        var office = try Office()
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        let name = field == "source" ? payment.word : payment.id.text
        for _ in 0..<2 {
            _ = try office.known(
                collection,
                [
                    field: .string(name), "date": "2026-11-21",
                    "amount": ["value": "60.00", "currency": "EUR"],
                ])
        }
        let conflict = try office.book.only(rule)
        #expect(conflict.words.title.hasPrefix("20.00 EUR more of the payment of 100.00 EUR"))
        office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        #expect(office.book.conflicts.isEmpty)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `an invoice that two people credit is over-credited by the later note`() throws {
        var office = try Office()
        let invoice = try office.invoice()
        var notes: [RecordKey] = []
        for number in ["C-1", "C-2"] {
            let draft = try office.draft(["kind": "creditNote"])
            let (note, change) = try office.issue(
                draft, as: number, total: "60", by: &office.ann, kind: .creditNote,
                facts: ["corrects": invoice.id.value])
            office.book.take(change)
            notes.append(note)
        }
        #expect(Set(office.book.conflicts.map(\.rule)) == [.overCredited])
        let total = try #require(
            office.book.conflicts.first { $0.words.title.hasPrefix("20.00 EUR more of invoice") })
        #expect(total.offers == [.void(notes[1]), .accept])
        var refunded = office
        _ = try refunded.known(
            Catalog.refund,
            [
                "source": .string(notes[1].word), "date": "2026-11-21",
                "amount": ["value": "1.00", "currency": "EUR"],
            ])
        // What is in use cannot be voided any more.
        #expect(refunded.book.conflicts(.overCredited).allSatisfy { $0.offers == [.accept] })
        #expect(office.book.isTheSameEverywhere())
        for conflict in office.book.conflicts {
            office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        }
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a payment for another client's invoice asks, until it is released`() throws {
        var office = try Office()
        let invoice = try office.invoice()
        let other = try office.known(Catalog.client, ["name": "Bo"])
        var form = office.payment("100.00")
        form["client"] = .string(other.id.text)
        let payment = try office.known(Catalog.payment, form)
        let allocation = try office.known(
            Catalog.allocation, office.allocation("100.00", of: payment, to: invoice))
        let conflict = try office.book.only(.otherClient)
        let all = Amount(minorUnits: 10_000, in: try Currency("EUR"))
        #expect(conflict.offers == [.release(allocation, all), .accept])
        var released = office.book
        released.take(try office.ben.settle(conflict, .release(allocation, all), in: released))
        #expect(released.conflicts.map(\.rule) == [.unpaidAgain])
        office.book.take(try office.ben.settle(conflict, .accept, in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a claim in another currency, or of nothing, is told`() throws {
        var (office, invoice, payment, _) = try paid()
        _ = try office.known(
            Catalog.allocation,
            [
                "source": .string(payment.word), "document": .string(invoice.id.text),
                "amount": ["value": "1.00", "currency": "USD"],
            ])
        _ = try office.known(Catalog.payment, office.payment("0.00"))
        #expect(office.book.conflicts(.unsound).count == 2)
        _ = try office.known(
            Catalog.allocation, office.allocation("-1.00", of: payment, to: invoice))
        #expect(office.book.conflicts(.unsound).count == 3)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what the server has not taken yet comes after what it has`() throws {
        var (office, _, payment, _) = try paid()
        let other = try office.invoice("2026-K7QD-0002", total: "50")
        let (mine, made) = try office.ann.make(
            Catalog.allocation, office.allocation("50.00", of: payment, to: other))
        office.book.take(made, accepted: nil)
        #expect(try office.book.only(.overAllocated).offers.first?.word == "release/\(mine.word)")
    }
}
