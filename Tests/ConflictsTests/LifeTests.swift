import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
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

    @Test func `all that was done without knowing of the issue is told, and not only the last`()
        throws
    {
        var office = try Office()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line,
            ["draft": .string(draft.id.text), "description": "Work", "unitPrice": "100"])
        var apart = office.book
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        for form in [["note": "Thank"], ["note": "Thanks"]] as [[String: JSONValue]] {
            let dearer = try office.ben.edit(line, ["unitPrice": "120"], in: apart)
            apart.take(dearer)
            let noted = try office.ben.edit(draft, form, in: apart)
            apart.take(noted)
            office.book.take(dearer, noted)
        }
        office.book.take(issued)
        let told = "changed the line “Work”; note “Thanks”"
        #expect(try office.book.only(.lateEdit).sides.map(\.says).last == told)
        #expect(office.book.isTheSameEverywhere())
        // A laptop that lacks what came before says so.
        let last = try #require(
            office.book.record(draft)[Life.register].siblings.first { Life($0.value) == .alive })
        let touch = try #require(
            office.book.change(last.dot)?.writes(to: draft).first {
                $0.address.register == Life.register
            })
        office.book.forget(touch.replaces)
        let rest = "note “Thanks”; and perhaps more before"
        #expect(try office.book.only(.lateEdit).sides.map(\.says).last == rest)
    }

    @Test func `a line that comes back after its draft was issued is a late edit`() throws {
        var office = try Office()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line, ["draft": .string(draft.id.text), "description": "Work"])
        let deleted = try office.ann.delete(line, in: office.book)
        office.book.take(deleted)
        let base = office.book
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(try office.ben.undo(deleted, in: base))
        office.book.take(issued)
        #expect(office.book.record(line).isAlive)
        let conflict = try office.book.only(.lateEdit)
        #expect(conflict.records[0] == draft)
        #expect(conflict.sides.map(\.says).last == "restored the line “Work”")
        #expect(office.book.isTheSameEverywhere())
    }

    @Test func `what comes back below a deleted draft leaves its deletion as it was`() throws {
        var office = try Office()
        let draft = try office.draft()
        let line = try office.known(
            Catalog.line, ["draft": .string(draft.id.text), "description": "Work"])
        let lineGone = try office.ann.delete(line, in: office.book)
        office.book.take(lineGone)
        let draftGone = try office.ann.delete(draft, in: office.book)
        office.book.take(draftGone)
        office.book.take(try office.ben.undo(lineGone, in: office.book))
        #expect(!office.book.record(draft).isAlive)
        office.book.take(try office.ben.undo(draftGone, in: office.book))
        #expect(office.book.record(draft).isAlive && office.book.record(line).isAlive)
        #expect(office.book.conflicts.isEmpty)
    }

    @Test func `what the issuer may have seen is not told as a late edit`() throws {
        var office = try Office()
        let draft = try office.draft()
        let base = office.book
        for number in 1...70 {
            office.book.take(
                try office.ann.edit(draft, ["note": .string("\(number)")], in: office.book))
        }
        let (_, issued) = try office.issue(draft, as: "2026-K7QD-0001", by: &office.ann)
        office.book.take(issued, try office.ben.edit(draft, ["terms": "net 8"], in: base))
        let told = try #require(try office.book.only(.lateEdit).sides.last?.says)
        #expect(told == "due “terms net 8”; and perhaps more before")
    }

    @Test func `only an invoice that stands is credited`() throws {
        var (office, draft, document) = try lateEdit()
        _ = try office.known(
            Catalog.void, ["document": .string(document.id.text), "reason": "Mistake"])
        #expect(try office.book.only(.lateEdit).offers == [.accept, .copy(draft)])
        var other = try Office()
        let quote = try other.draft(["kind": "quote"])
        let base = other.book
        let (_, issued) = try other.issue(quote, as: "Q-1", by: &other.ann, kind: .quote)
        other.book.take(issued, try other.ben.edit(quote, ["note": "Thanks"], in: base))
        #expect(try other.book.only(.lateEdit).offers == [.accept, .copy(quote)])
    }

    @Test func `what was credited is not credited again`() throws {
        var (office, _, document) = try lateEdit()
        for (number, part, left) in [("C-1", "0.3", "0.7"), ("C-2", "0.7", nil)]
            as [(String, String, String?)]
        {
            let note = try office.draft(["kind": "creditNote"])
            let (_, credited) = try office.issue(
                note, as: number, by: &office.ann, kind: .creditNote,
                facts: ["corrects": document.id.value], quantity: Decimal(part))
            office.book.take(credited)
            let (book, conflict) = (office.book, try office.book.only(.lateEdit))
            guard let left else {
                #expect(throws: SettlementError.nothingToCredit) {
                    try office.ben.settle(conflict, .credit(document), in: book)
                }
                continue
            }
            var settled = book
            settled.take(try office.ben.settle(conflict, .credit(document), in: book))
            let lines = settled.state.records.values.filter {
                $0.key.collection == Catalog.line.number && Facts($0)?["credits"] == .integer(0)
            }
            #expect(lines.map { Facts($0)?.text("quantity") } == [left])
        }
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
