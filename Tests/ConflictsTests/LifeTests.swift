import Bytes
import Catalog
import Causality
import Conflicts
import JSON
import Sync
import Testing

/// Deleting, editing and issuing apart.
struct LifeTests {
    private func deletedAndEdited() throws -> Office {
        var office = try Office()
        let base = office.book
        office.book.take(
            try office.ann.delete(office.client, in: base),
            try office.ben.edit(office.client, ["phone": "2"], in: base))
        return office
    }

    @Test func `a deletion that did not see an edit asks, the other way round too`() throws {
        let office = try deletedAndEdited()
        let conflict = try office.book.only(.life)
        #expect(conflict.sides.map(\.says) == ["phone “2”", "deleted"])
        #expect(conflict.offers == [.restore(office.client), .delete(office.client)])
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `a deletion that saw the edit asks nobody`() throws {
        var office = try Office()
        office.book.take(try office.ben.edit(office.client, ["phone": "2"], in: office.book))
        office.book.take(try office.ann.delete(office.client, in: office.book))
        #expect(office.book.conflicts.isEmpty)
    }

    @Test(arguments: [true, false])
    func `either choice ends it, its undo asks again, and two choices do too`(
        isKept: Bool
    ) throws {
        var office = try deletedAndEdited()
        let (book, conflict) = (office.book, try office.book.only(.life))
        let choice = isKept ? Choice.restore(office.client) : .delete(office.client)
        let settled = try office.ann.settle(conflict, choice, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        #expect(office.book.record(office.client).isAlive == isKept)
        office.book.take(try office.ben.undo(settled, in: office.book))
        #expect(try office.book.only(.life).sides.count == 2)
        #expect(office.book.isTheSameEverywhere())
        var both = book
        both.take(settled)
        both.take(
            try office.ben.settle(
                conflict, isKept ? .delete(office.client) : .restore(office.client), in: book))
        #expect(try both.only(.life).id != conflict.id)
    }

    @Test func `a draft that was deleted while somebody added a line asks`() throws {
        var office = try Office()
        let draft = try office.draft()
        let base = office.book
        office.book.take(try office.ann.delete(draft, in: base))
        let (_, added) = try office.ben.make(
            Catalog.line, ["draft": .string(draft.id.text), "description": "Work"], in: base)
        office.book.take(added)
        let conflict = try office.book.only(.life)
        #expect(conflict.sides.map(\.says) == ["added the line “Work”", "deleted"])
        #expect(office.book.isTheSameEverywhere())
    }

    private func lateEdit() throws -> (Office, draft: RecordKey, document: RecordKey) {
        var office = try Office()
        let draft = try office.draft()
        _ = try office.known(
            Catalog.line,
            ["draft": .string(draft.id.text), "description": "Work", "unitPrice": "100"])
        let base = office.book
        let (document, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued, try office.ben.edit(draft, ["note": "Thanks"], in: base))
        return (office, draft, document)
    }

    @Test func `an edit of what was issued meanwhile is a late edit`() throws {
        let (office, draft, document) = try lateEdit()
        let conflict = try office.book.only(.lateEdit)
        #expect(conflict.offers == [.accept, .credit(document), .copy(draft)])
        #expect(
            conflict.sides.map(\.says) == ["issued as invoice 2026-K7QD-0001", "note “Thanks”"])
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `leaving the document as it is ends it, and undoing that asks again`() throws {
        var (office, draft, _) = try lateEdit()
        let conflict = try office.book.only(.lateEdit)
        let settled = try office.ben.settle(conflict, .accept, in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(try office.book.only(.lateEdit).records[0] == draft)
    }

    @Test func `a credit note is begun with the lines of the document, and taken back whole`()
        throws
    {
        var (office, _, document) = try lateEdit()
        let conflict = try office.book.only(.lateEdit)
        let settled = try office.ben.settle(conflict, .credit(document), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        let made = settled.records.filter { office.book.record($0).isAlive }
        let draft = try #require(
            made.first { $0.collection == Catalog.draft.number && $0 != conflict.records[0] })
        let facts = try #require(Facts(office.book.record(draft)))
        #expect(facts.text("kind") == "creditNote")
        #expect(facts.reference("corrects") == document)
        let line = try #require(made.first { $0.collection == Catalog.line.number })
        #expect(Facts(office.book.record(line))?.text("unitPrice") == "100")
        #expect(Facts(office.book.record(line))?["credits"] == .integer(0))
        office.book.take(try office.ann.undo(settled, in: office.book))
        #expect(!office.book.record(draft).isAlive && !office.book.record(line).isAlive)
        #expect(office.book.conflicts(.lateEdit).count == 1)
    }

    @Test func `the late edits can go to a new draft, with its lines`() throws {
        var (office, draft, _) = try lateEdit()
        let conflict = try office.book.only(.lateEdit)
        let settled = try office.ben.settle(conflict, .copy(draft), in: office.book)
        office.book.take(settled)
        #expect(office.book.conflicts.isEmpty)
        let copy = try #require(
            settled.records.first { $0.collection == Catalog.draft.number && $0 != draft })
        #expect(Facts(office.book.record(copy))?.text("note") == "Thanks")
        let line = try #require(settled.records.first { $0.collection == Catalog.line.number })
        #expect(Facts(office.book.record(line))?.reference("draft") == copy)
    }

    @Test func `a deletion of what was issued changes nothing, and is told`() throws {
        var office = try Office()
        let draft = try office.draft()
        let base = office.book
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued, try office.ben.delete(draft, in: base))
        #expect(try office.book.only(.lateEdit).offers == [.accept])
    }
}
