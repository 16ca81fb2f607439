import Bookkeeping
import Bytes
import Catalog
import Invoicing
import SQLite
package import Sync

extension Billing {
    /// Voids a document that nobody has seen; it keeps its number.
    package func void(
        _ reference: String, because reason: String, at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openDocument(reference, book, connection)
            let today = try today(book, at: milliseconds)
            let writes = try sheet.void(because: reason, as: try mint(), asOf: today)
            return Work(writes: writes, result: sheet.facts.key)
        }
    }

    /// Makes the draft of a credit note that takes an invoice back: all of it, or so much of each
    /// line that is named by its place from 1.
    package func credit(
        _ reference: String, lines: [Int: String], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openDocument(reference, book, connection)
            guard sheet.voided == nil else {
                throw BookkeepingError.refused(
                    "\(reference) is void: nothing is owed for it, and nothing to credit.")
            }
            let forms = CreditForms(of: sheet.facts, saying: try sheet.creditFace(of: lines))
            let made = try DraftMaking(
                forms.draft, lines: forms.lines, charges: forms.charges, minting: mint)
            return Work(writes: made.writes, result: made.key)
        }
    }

    /// The document that a person means; of a draft that was issued, what it became.
    func openDocument(
        _ reference: String, _ book: BookReader, _ connection: borrowing Connection
    ) throws -> DocumentSheet {
        var key = try connection.findInvoice(reference)
        if let draft = try DraftSheet(of: key, in: book) {
            guard let issued = draft.documents.first else {
                throw BookkeepingError.refused(
                    "It is a draft: 'edit', 'issue' and 'delete' are what can be done with it.")
            }
            key = RecordKey(collection: Catalog.document.number, id: issued)
        }
        guard let sheet = try DocumentSheet(of: key, in: book) else {
            throw AgentStoreError.notFound(collection: "document", reference: reference)
        }
        return sheet
    }
}
