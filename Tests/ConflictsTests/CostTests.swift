import Bytes
import Catalog
import Causality
import Conflicts
import JSON
import Sync
import Testing

/// What it costs to find conflicts: what is near the change, whatever the size of the book.
struct CostTests {
    @Test func `what one change costs does not grow with the book`() throws {
        let (small, large) = (try costs(invoices: 4), try costs(invoices: 40))
        #expect(small == large)
        #expect(small.allSatisfy { $0 > 0 && $0 < 100 })
    }

    /// How often a record was looked up for each of three changes: of a client, of a new payment
    /// that pays an invoice, and of a new draft.
    private func costs(invoices: Int) throws -> [Int] {
        var office = try Office()
        var last = office.client
        for number in 0..<invoices {
            let client = try office.known(Catalog.client, ["name": .string("Client \(number)")])
            let form: [String: JSONValue] = ["client": .string(client.id.text)]
            let draft = try office.draft(form)
            let (key, issued) = try office.issue(
                draft, as: "2026-K7QD-\(1_000 + number)", by: &office.ann,
                facts: ["client": client.id.value])
            office.book.take(issued)
            last = key
        }
        let client = try #require(Facts(office.book.record(last))?.reference("client"))
        let payment = try office.known(Catalog.payment, office.payment("100.00"))
        let draft = try office.draft(["client": .string(client.id.text)])
        return [
            cost(try office.ann.edit(client, ["phone": "1"], in: office.book), in: office.book),
            cost(
                try office.ann.make(
                    Catalog.allocation, office.allocation("100.00", of: payment, to: last)
                ).change, in: office.book),
            cost(try office.ann.edit(draft, ["note": "x"], in: office.book), in: office.book),
        ]
    }

    private func cost(_ change: Change, in book: TestBook) -> Int {
        var after = book
        after.take(change)
        let tally = Tally()
        var open = OpenConflicts()
        open.update(
            change.records, from: CountedBook(book: book, tally: tally),
            to: CountedBook(book: after, tally: tally))
        return tally.lookups
    }
}

/// Counts.
private final class Tally {
    var lookups = 0
}

/// A book that counts how often a record is looked up.
private struct CountedBook: BookView {
    let book: TestBook
    let tally: Tally

    func record(_ key: RecordKey) -> Record {
        tally.lookups += 1
        return book.record(key)
    }

    func origin(of dot: Dot) -> Origin? { book.origin(of: dot) }
    func change(_ dot: Dot) -> Change? { book.change(dot) }
    func records(under key: IndexKey) -> [RecordKey] { book.records(under: key) }
}
