import Bytes
import Catalog
import Causality
import Conflicts
import Invoicing
import JSON
import Money
import Sync

/// A book with a client in it, and the people who work in it.
struct Office {
    var book = TestBook()
    var ann = Person("Ann", 1)
    var ben = Person("Ben", 2)
    let client: RecordKey

    init() throws {
        let (key, change) = try ann.make(Catalog.client, ["name": "Ada Ltd", "number": "C-1"])
        client = key
        book.take(change)
    }

    /// Makes a record that everybody knows.
    mutating func known(
        _ collection: RecordCollection, _ form: [String: JSONValue]
    ) throws -> RecordKey {
        let (key, change) = try ann.make(collection, form, in: book)
        book.take(change)
        return key
    }

    mutating func draft(_ form: [String: JSONValue] = [:]) throws -> RecordKey {
        var form = form.merging(["kind": "invoice", "currency": "EUR"]) { first, _ in first }
        form["client"] = form["client"] ?? .string(client.id.text)
        return try known(Catalog.draft, form)
    }

    /// What issuing a draft writes: the document, and what the draft's life becomes.
    func issue(
        _ draft: RecordKey, as number: String, total: String = "100", by person: inout Person,
        kind: DocumentKind = .invoice, facts: [String: Value] = [:], freight: String? = nil,
        quantity: Decimal = 1
    ) throws -> (key: RecordKey, change: Change) {
        let id = person.mint()
        let key = RecordKey(collection: Catalog.document.number, id: id)
        let issued = try Paper(
            number: number, total: total, kind: kind, facts: facts, freight: freight,
            quantity: quantity
        ).issued(of: draft, as: key)
        var values: [String: Value] = [
            "draft": draft.id.value, "kind": .text(kind.rawValue), "number": .text(number),
            "issueDate": .text("2026-11-21"), "bytes": .bytes(issued.bytes),
            "hash": .bytes(issued.hash.bytes), "client": client.id.value,
        ]
        values.merge(facts) { $1 }
        let sight = Sight(of: book.record(draft), in: Catalog.schema) { book.record($0) }
        let change = person.change(
            Catalog.document.creation(of: id, values: values, owner: nil)
                + sight.live(.issued([id])))
        return (key, change)
    }

    /// An invoice that everybody knows.
    mutating func invoice(
        _ number: String = "2026-K7QD-0001", total: String = "100", facts: [String: Value] = [:]
    ) throws -> RecordKey {
        let draft = try draft()
        let (key, change) = try issue(draft, as: number, total: total, by: &ann, facts: facts)
        book.take(change)
        return key
    }

    func payment(_ units: String, on date: String = "2026-11-20") -> [String: JSONValue] {
        [
            "client": .string(client.id.text), "date": .string(date),
            "amount": ["value": .string(units), "currency": "EUR"],
        ]
    }

    func allocation(
        _ units: String, of source: RecordKey, to document: RecordKey
    ) -> [String: JSONValue] {
        [
            "source": .string(source.word), "document": .string(document.id.text),
            "amount": ["value": .string(units), "currency": "EUR"],
        ]
    }
}

/// The content of a document of the tests: one line of so much apiece, and perhaps a charge for
/// freight, without tax.
struct Paper {
    let number: String
    let total: String
    let kind: DocumentKind
    let facts: [String: Value]
    let freight: String?
    let quantity: Decimal

    func issued(of draft: RecordKey, as key: RecordKey) throws -> IssuedDocument {
        let euro = try Currency("EUR")
        let line = Line(
            description: "Work", quantity: quantity, unitPrice: try Decimal(total),
            tax: Tax(.zero))
        let charges = try freight.map {
            DocumentAdjustment(
                Adjustment(.amount(try Amount($0, in: euro)), reason: "Freight"), tax: line.tax)
        }
        var face = DocumentFace(
            kind: kind, seller: PartyDetails(name: "We"), buyer: PartyDetails(name: "Ada Ltd"),
            content: InvoiceContent(
                currency: euro, lines: [line], charges: charges.map { [$0] } ?? []))
        if kind == .creditNote, let corrected = facts["corrects"], let id = RecordID(corrected) {
            face.corrects = Correction(
                document: Reference(bytes: id.bytes)!, number: "2026-K7QD-0001",
                issueDate: try CivilDate("2026-11-21"), lines: [0])
        }
        let series = SeriesNumber(
            kind: kind, text: number, series: try SeriesCode("K7QD"), count: 1,
            date: try CivilDate("2026-11-21"))
        return try Draft(reference: Reference(bytes: draft.id.bytes)!, face: face)
            .issue(as: Reference(bytes: key.id.bytes)!, number: series)
    }
}
