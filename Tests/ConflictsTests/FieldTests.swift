import Bytes
import Catalog
import Causality
import Conflicts
import JSON
import Sync
import Testing

/// Two values of one field.
struct FieldTests {
    private func conflicted(
        _ one: [String: JSONValue] = ["phone": "1"], _ other: [String: JSONValue] = ["phone": "2"]
    ) throws -> Office {
        var office = try Office()
        let base = office.book
        office.book.take(
            try office.ann.edit(office.client, one, in: base),
            try office.ben.edit(office.client, other, in: base))
        return office
    }

    private func phone(_ book: TestBook, _ key: RecordKey) -> String? {
        Facts(book.record(key))?.text("phone")
    }

    @Test func `edits that saw each other, of two fields or of one value ask nobody`() throws {
        var office = try Office()
        office.book.take(try office.ann.edit(office.client, ["phone": "1"], in: office.book))
        office.book.take(try office.ben.edit(office.client, ["phone": "2"], in: office.book))
        #expect(office.book.conflicts.isEmpty)
        #expect(try conflicted(["phone": "1"], ["email": "a@b.c"]).book.conflicts.isEmpty)
        #expect(try conflicted(["phone": "1"], ["phone": "1"]).book.conflicts.isEmpty)
        #expect(try conflicted(["language": "de"], ["language": "fr"]).book.conflicts.isEmpty)
        #expect(try conflicted(["tags": ["a"]], ["tags": ["b"]]).book.conflicts.isEmpty)
    }

    @Test func `two values of one field are one conflict, the same on every replica`() throws {
        let office = try conflicted()
        let conflict = try office.book.only(.field)
        #expect(conflict.sides.count == 2)
        #expect(conflict.offers == [.side(0), .side(1), .base, .edited(.empty)])
        #expect(office.book.isTheSameEverywhere())
        let (mirrored, back) = (try conflicted(["phone": "2"], ["phone": "1"]), conflict.id)
        #expect(try mirrored.book.only(.field).id == back)
    }

    @Test(
        arguments: [
            (Choice.side(0), "1"), (.side(1), "2"), (.base, nil), (.edited(.text("3")), "3"),
        ] as [(Choice, String?)])
    func `every choice ends the conflict on every replica`(
        choice: Choice, stands: String?
    ) throws {
        var office = try conflicted()
        let conflict = try office.book.only(.field)
        office.book.take(try office.ann.settle(conflict, choice, in: office.book))
        #expect(office.book.conflicts.isEmpty)
        #expect(phone(office.book, office.client) == stands)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test(arguments: [Choice.side(0), .side(1)])
    func `undoing the choice of a side brings both back`(choice: Choice) throws {
        var office = try conflicted()
        let conflict = try office.book.only(.field)
        let settled = try office.ann.settle(conflict, choice, in: office.book)
        office.book.take(settled)
        office.book.take(try office.ben.undo(settled, in: office.book))
        let again = try office.book.only(.field)
        #expect(Set(again.sides.map(\.says)) == Set(conflict.sides.map(\.says)))
        #expect(office.book.isTheSameEverywhere())
    }

    @Test(arguments: [Choice.base, .edited(.text("3"))])
    func `undoing another value brings back all that stood, and asks again`(
        choice: Choice
    ) throws {
        var office = try conflicted()
        let conflict = try office.book.only(.field)
        let settled = try office.ann.settle(conflict, choice, in: office.book)
        office.book.take(settled)
        office.book.take(try office.ben.undo(settled, in: office.book))
        let again = try office.book.only(.field)
        #expect(Set(again.sides.map(\.says)) == Set(conflict.sides.map(\.says)))
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what both began with is told however often each wrote since`() throws {
        var office = try Office()
        office.book.take(try office.ann.edit(office.client, ["phone": "0"], in: office.book))
        let base = office.book
        var apart = base
        for phone in ["1", "1b"] as [JSONValue] {
            let written = try office.ann.edit(office.client, ["phone": phone], in: apart)
            apart.take(written)
            office.book.take(written)
        }
        office.book.take(try office.ben.edit(office.client, ["phone": "2"], in: base))
        let conflict = try office.book.only(.field)
        #expect(conflict.base == .value(.text("0"), says: "0"))
        #expect(conflict.offers.contains(.base) && office.book.isTheSameEverywhere())
    }

    @Test func `of two decisions it is not told what was before where several values were`() throws
    {
        var office = try conflicted()
        let (book, conflict) = (office.book, try office.book.only(.field))
        office.book.take(
            try office.ann.settle(conflict, .side(0), in: book),
            try office.ben.settle(conflict, .side(1), in: book))
        #expect(try office.book.only(.field).base == .unknown)
    }

    @Test func `a value that a person writes may keep what a later version put into it`() throws {
        var office = try conflicted(
            ["billingAddress": ["city": "Oslo"]], ["billingAddress": ["city": "Bergen"]])
        let conflict = try office.book.only(.field)
        let value = Value.group([
            .init(number: 3, value: .text("Voss")), .init(number: 77, value: .text("Floor 3")),
        ])
        office.book.take(try office.ann.settle(conflict, .edited(value), in: office.book))
        #expect(office.book.record(office.client)[6].standing(.ask)?.value == value)
    }

    @Test func `a tag that was added goes, and one that was taken out comes back`() throws {
        var office = try Office()
        func tags() -> JSONValue? {
            Catalog.client.json(of: office.book.record(office.client))["tags"]
        }
        let added = try office.ann.edit(office.client, ["tags": ["a", "b"]], in: office.book)
        office.book.take(added)
        let changed = try office.ben.edit(office.client, ["tags": ["b", "c"]], in: office.book)
        office.book.take(changed)
        office.book.take(try office.ann.undo(changed, in: office.book))
        #expect(tags() == ["a", "b"])
        #expect(throws: SettlementError.changedSince) {
            try office.ann.undo(added, in: office.book)
        }
        #expect(office.book.isTheSameEverywhere())
    }

    @Test(arguments: [Choice.side(0), .side(2), .base, .edited(.text("9"))])
    func `of three values none is lost by a choice and its undo`(choice: Choice) throws {
        var office = try Office()
        let base = office.book
        var carl = Person("Carl", 3)
        office.book.take(
            try office.ann.edit(office.client, ["phone": "1", "email": "a@b.c"], in: base),
            try office.ben.edit(office.client, ["phone": "2"], in: base),
            try carl.edit(office.client, ["phone": "3"], in: base))
        let (conflict, stood) = (try office.book.only(.field), phone(office.book, office.client))
        #expect(conflict.sides.count == 3)
        let settled = try carl.settle(conflict, choice, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ben.undo(settled, in: office.book))
        #expect(Set(try office.book.only(.field).sides.map(\.says)) == ["1", "2", "3"])
        #expect(phone(office.book, office.client) == stood)
        #expect(office.book.isTheSameEverywhere())
        let once = try office.book.only(.field)
        office.book.take(try office.ann.settle(once, .side(1), in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `two people who choose differently are asked again, and alike they are not`() throws
    {
        var office = try conflicted()
        let (book, conflict) = (office.book, try office.book.only(.field))
        let one = try office.ann.settle(conflict, .side(0), in: book)
        office.book.take(one, try office.ben.settle(conflict, .side(1), in: book))
        #expect(try office.book.only(.field).id != conflict.id)
        var alike = book
        alike.take(one)
        alike.take(try office.ben.settle(conflict, .side(0), in: book))
        #expect(alike.conflicts.isEmpty)
    }

    @Test func `what came in between is not settled blindly`() throws {
        var office = try conflicted()
        let (book, conflict) = (office.book, try office.book.only(.field))
        var carl = Person("Carl", 3)
        office.book.take(try carl.edit(office.client, ["phone": "4"], in: book))
        #expect(throws: SettlementError.changedSince) {
            try office.ann.settle(conflict, .side(0), in: office.book)
        }
        #expect(throws: SettlementError.notOffered) {
            try office.ann.settle(conflict, .approve, in: book)
        }
        #expect(throws: SettlementError.notOffered) {
            try office.ann.settle(conflict, .side(7), in: book)
        }
    }

    @Test func `an undo after a later edit is refused`() throws {
        var office = try conflicted()
        let conflict = try office.book.only(.field)
        let settled = try office.ann.settle(conflict, .side(0), in: office.book)
        office.book.take(settled)
        office.book.take(try office.ben.edit(office.client, ["phone": "9"], in: office.book))
        #expect(throws: SettlementError.changedSince) {
            try office.ann.undo(settled, in: office.book)
        }
    }

    @Test func `notes of several lines can both be kept`() throws {
        var office = try conflicted(["note": "one"], ["note": "two"])
        let conflict = try office.book.only(.field)
        office.book.take(try office.ann.settle(conflict, .both, in: office.book))
        let note = Facts(office.book.record(office.client))?.text("note")
        #expect(note == "one\ntwo")
    }

    @Test func `notes that are too long together are not`() throws {
        let long = { (letter: String) in JSONValue.string(String(repeating: letter, count: 9_000)) }
        var office = try conflicted(["note": long("a")], ["note": long("b")])
        let conflict = try office.book.only(.field)
        #expect(throws: SettlementError.self) {
            try office.ann.settle(conflict, .both, in: office.book)
        }
    }

    @Test func `a deleted client asks nothing about its fields`() throws {
        var office = try conflicted()
        office.book.take(try office.ann.delete(office.client, in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `a line asks nothing once its draft was issued, and again when it was not`() throws {
        var office = try Office()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line, ["draft": .string(draft.id.text), "quantity": "1"])
        let base = office.book
        office.book.take(
            try office.ann.edit(line, ["quantity": "2"], in: base),
            try office.ben.edit(line, ["quantity": "3"], in: base))
        #expect(try office.book.only(.field).records == [line])
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued)
        #expect(office.book.conflicts(.field).isEmpty)
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `an undo of what the log has forgotten is refused`() throws {
        var office = try conflicted()
        let conflict = try office.book.only(.field)
        let settled = try office.ann.settle(conflict, .side(0), in: office.book)
        office.book.take(settled)
        office.book.forget(conflict.sides.flatMap(\.dots))
        #expect(throws: SettlementError.forgotten) {
            try office.ann.undo(settled, in: office.book)
        }
    }

    @Test func `a value that the field would not take is refused with its reason`() throws {
        var office = try conflicted(["currency": "EUR"], ["currency": "USD"])
        let conflict = try office.book.only(.field)
        #expect(throws: SettlementError.self) {
            try office.ann.settle(conflict, .edited(.text("EURO")), in: office.book)
        }
        #expect(throws: SettlementError.self) {
            try office.ann.settle(conflict, .edited(.integer(1)), in: office.book)
        }
        office.book.take(
            try office.ann.settle(conflict, .edited(.text("CHF")), in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `an open question about a draft or its lines blocks its issue, and no other does`()
        throws
    {
        var office = try conflicted()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line, ["draft": .string(draft.id.text), "quantity": "1"])
        #expect(ConflictFinder().conflicts(blocking: draft, in: office.book).isEmpty)
        let base = office.book
        office.book.take(
            try office.ann.edit(line, ["quantity": "2"], in: base),
            try office.ben.edit(line, ["quantity": "3"], in: base))
        let blocking = ConflictFinder().conflicts(blocking: draft, in: office.book)
        #expect(blocking.map(\.records) == [[line]])
        let settled = try office.ann.settle(try #require(blocking.first), .side(0), in: office.book)
        office.book.take(settled)
        #expect(ConflictFinder().conflicts(blocking: draft, in: office.book).isEmpty)
    }

    @Test func `a field that this version does not know is told and can be chosen`() throws {
        var office = try Office()
        let address = RegisterAddress(record: office.client, register: 99)
        office.book.take(
            office.ann.change([Write(address: address, value: .integer(1), replaces: [])]),
            office.ben.change([Write(address: address, value: .integer(2), replaces: [])]))
        let conflict = try office.book.only(.field)
        #expect(conflict.offers == [.side(0), .side(1), .base])
        office.book.take(try office.ann.settle(conflict, .side(1), in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }
}
