import Bookkeeping
import Bytes
import Catalog
import Invoicing
package import JSON
import SQLite
import Sync

/// Which invoices a list shows.
package struct InvoiceQuestion: Sendable {
    /// What it wants of each, where it wants anything.
    package var kind: String?
    /// How each must stand.
    package var state: String?
    /// Whose each must be, as people call a client.
    package var client: String?
    /// So many at most.
    package var limit: Int

    /// Asks for so many at most.
    package init(limit: Int) { self.limit = limit }
}

extension Billing {
    /// Drafts and documents, the latest first: drafts before all.
    package func list(
        _ question: InvoiceQuestion, at milliseconds: UInt64
    ) async throws -> [JSONValue] {
        try await store.reading { book, connection in
            let today = try today(book, at: milliseconds)
            let client = try question.client.map {
                try connection.find($0, in: Catalog.client).key.id
            }
            let drafts = try connection.drafts(client, question)
            let documents = try connection.documents(client, question)
            let accounts = try book.accounts(joining: documents)
            let sheets = try drafts.compactMap { try DraftSheet(of: $0, in: book) }
                .filter(\.documents.isEmpty).map { JSONValue.object($0.summary) }
            let issued = try documents.compactMap(book.facts).map { facts in
                let sheet = try DocumentSheet(facts, accounts, in: book)
                return JSONValue.object(try sheet.summary(asOf: today))
            }
            let wanted = (sheets + issued).filter {
                question.state == nil || $0["state"]?.string == question.state
            }
            return Array(wanted.prefix(question.limit))
        }
    }

    /// Everything of one draft or document.
    package func show(_ reference: String, at milliseconds: UInt64) async throws -> JSONValue {
        try await store.reading { book, connection in
            let key = try connection.findInvoice(reference)
            guard let draft = try DraftSheet(of: key, in: book) else {
                return try document(key, book, at: milliseconds)
            }
            guard let issued = draft.documents.first else {
                return draft.json.versioned(draft.shown)
            }
            let document = RecordKey(collection: Catalog.document.number, id: issued)
            return try self.document(document, book, at: milliseconds)
        }
    }

    private func document(
        _ key: RecordKey, _ book: BookReader, at milliseconds: UInt64
    ) throws -> JSONValue {
        guard let sheet = try DocumentSheet(of: key, in: book) else {
            throw AgentStoreError.notFound(collection: "document", reference: key.id.text)
        }
        return try sheet.json(asOf: try today(book, at: milliseconds))
    }
}

extension Connection {
    fileprivate func drafts(
        _ client: RecordID?, _ question: InvoiceQuestion
    ) throws -> [RecordKey] {
        try invoices(Catalog.draft, "is_alive = 1", client, question, by: "id DESC")
    }

    fileprivate func documents(
        _ client: RecordID?, _ question: InvoiceQuestion
    ) throws -> [RecordKey] {
        guard question.state != InvoiceStatus.draft.rawValue else { return [] }
        return try invoices(
            Catalog.document, "is_alive = 1", client, question, by: "issue_date DESC, id DESC")
    }

    private func invoices(
        _ collection: RecordCollection, _ condition: String, _ client: RecordID?,
        _ question: InvoiceQuestion, by order: String
    ) throws -> [RecordKey] {
        // A state is derived, so that it can be asked for only once the records are read.
        let limit = question.state == nil ? question.limit : Int(Int32.max)
        return try query(
            """
            SELECT id FROM \(collection.table)
            WHERE \(condition) AND (?1 IS NULL OR client = ?1) AND (?2 IS NULL OR kind = ?2)
            ORDER BY \(order) LIMIT ?3
            """,
            bindings: [
                client?.sqliteValue ?? .null, question.kind?.sqliteValue ?? .null,
                limit.sqliteValue,
            ]
        ) { RecordKey(collection: collection.number, id: try $0.read(0)) }
    }
}
