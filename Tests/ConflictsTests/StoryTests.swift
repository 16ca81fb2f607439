import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Sync
import Testing

/// How conflicts read: whole texts, so that wording is looked at.
struct StoryTests {
    private static func office() throws -> Office {
        var office = try Office()
        for person in [office.ann, office.ben] {
            _ = try office.known(
                Catalog.grant,
                [
                    "kind": "enrolment", "person": .string(person.id.text),
                    "personName": .string(person.name), "device": .string(person.device.text),
                    "deviceName": .string("\(person.name)'s laptop"),
                ])
        }
        return office
    }

    private func story(_ office: Office, _ rule: RuleName, to person: Person?) throws -> String {
        let teller = Teller(
            in: office.book, to: person?.id, on: person?.device, zone: .utc)
        return try teller.story(of: office.book.only(rule)).description
    }

    @Test func `two values of a field`() throws {
        var office = try Self.office()
        office.book.take(try office.ann.edit(office.client, ["phone": "0"], in: office.book))
        let base = office.book
        office.book.take(try office.ann.edit(office.client, ["phone": "1"], in: base))
        office.book.take(
            try office.ben.edit(office.client, ["phone": "2"], in: base), accepted: nil)
        let told = try story(office, .field, to: office.ben)
        #expect(told == Golden.field)
        let toldToAll = try story(office, .field, to: nil)
        #expect(toldToAll == Golden.fieldForAll)
    }

    @Test func `a client that was deleted and edited`() throws {
        var office = try Self.office()
        let base = office.book
        office.book.take(
            try office.ann.delete(office.client, in: base),
            try office.ben.edit(
                office.client, ["phone": "2", "billingAddress": ["city": "Oslo"]], in: base))
        let told = try story(office, .life, to: office.ann)
        #expect(told == Golden.life)
    }

    @Test func `an edit after the issue`() throws {
        var office = try Self.office()
        let draft = try office.draft()
        let base = office.book
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued, try office.ben.edit(draft, ["note": "Thanks"], in: base))
        let told = try story(office, .lateEdit, to: office.ben)
        #expect(told == Golden.lateEdit)
    }

    @Test func `two documents of one draft`() throws {
        var office = try Self.office()
        let draft = try office.draft()
        let base = office
        let (_, first) = try base.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        let (_, second) = try base.issue(draft, as: "2026-M3XW-0001", by: &office.ben)
        office.book.take(first, second)
        let told = try story(office, .twoDocuments, to: office.ann)
        #expect(told == Golden.twoDocuments)
    }

    @Test func `one payment, recorded twice perhaps`() throws {
        var office = try Self.office()
        let invoice = try office.invoice()
        for _ in 0..<2 {
            let payment = try office.known(Catalog.payment, office.payment("100.00"))
            _ = try office.known(
                Catalog.allocation, office.allocation("100.00", of: payment, to: invoice))
        }
        let told = try story(office, .duplicatePayment, to: office.ann)
        #expect(told == Golden.duplicatePayment)
    }

    @Test func `an invoice that is not paid any more`() throws {
        var office = try Self.office()
        let invoice = try office.invoice()
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        _ = try office.known(
            Catalog.allocation, office.allocation("100.00", of: payment, to: invoice))
        _ = try office.known(
            Catalog.reversal,
            [
                "payment": .string(payment.id.text), "date": "2026-11-21",
                "amount": ["value": "30.00", "currency": "EUR"],
            ])
        let told = try story(office, .unpaidAgain, to: office.ann)
        #expect(told == Golden.unpaidAgain)
    }

    @Test func `somebody unknown, on a device that no grant names`() throws {
        var office = try Office()
        let base = office.book
        office.book.take(
            try office.ann.edit(office.client, ["phone": "1"], in: base),
            try office.ben.edit(office.client, ["phone": "2"], in: base))
        let told = try story(office, .field, to: office.ann)
        #expect(told == Golden.fieldOfStrangers)
    }

    @Test func `what was decided differently`() throws {
        var office = try Self.office()
        _ = try office.known(Catalog.client, ["name": "Bo", "number": "C-1"])
        let (book, conflict) = (office.book, try office.book.only(.duplicateClient))
        office.book.take(
            try office.ann.settle(conflict, .accept, in: book),
            try office.ben.settle(conflict, .renumber(office.client, "C-7"), in: book))
        let told = try story(office, .settledDifferently, to: office.ben)
        #expect(told == Golden.settledDifferently)
    }
}
