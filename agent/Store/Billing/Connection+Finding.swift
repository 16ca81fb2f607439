import Bytes
import Catalog
import SQLite
import Sync

extension Connection {
    /// The draft or the document that a person means: by its number, its id, or how the id of a
    /// draft ends.
    func findInvoice(_ reference: String) throws -> RecordKey {
        let collections = [Catalog.draft, Catalog.document]
        if let id = RecordID(text: reference) {
            for collection in collections {
                let key = RecordKey(collection: collection.number, id: id)
                if let record = try seen(key), collection.isThere(record) { return key }
            }
            throw try whyUnknown(reference, in: collections, called: "invoice")
        }
        let numbered = try ids(of: Catalog.document, "number = ? COLLATE NOCASE", reference)
        let found =
            try numbered.isEmpty ? ids(of: Catalog.draft, endingWith: reference) : numbered
        guard let key = try only(found, reference) else {
            throw try whyUnknown(reference, in: collections, called: "invoice")
        }
        return key
    }

    /// The payment that a person means, by its id or how that ends.
    func findPayment(_ reference: String) throws -> RecordKey {
        let found: RecordKey?
        if let id = RecordID(text: reference) {
            let key = RecordKey(collection: Catalog.payment.number, id: id)
            found = try seen(key).flatMap { Catalog.payment.isThere($0) ? key : nil }
        } else {
            found = try only(ids(of: Catalog.payment, endingWith: reference), reference)
        }
        guard let found else {
            throw try whyUnknown(reference, in: [Catalog.payment], called: "payment")
        }
        return found
    }

    private func only(_ found: [RecordKey], _ reference: String) throws -> RecordKey? {
        guard found.count <= 1 else {
            throw AgentStoreError.ambiguous(reference: reference, ids: found.map(\.id.text))
        }
        return found.first
    }

    /// Ids begin with the time and are alike in that; how they end tells them apart.
    private func ids(
        of collection: RecordCollection, endingWith reference: String
    ) throws -> [RecordKey] {
        guard reference.utf8.count >= 4, reference.allSatisfy(\.isHexDigit) else { return [] }
        return try ids(of: collection, "hex(id) LIKE '%' || ?", reference)
    }

    private func ids(
        of collection: RecordCollection, _ condition: String, _ reference: String
    ) throws -> [RecordKey] {
        try query(
            "SELECT id FROM \(collection.table) WHERE is_alive = 1 AND \(condition) LIMIT 100",
            bindings: [reference.sqliteValue]
        ) { RecordKey(collection: collection.number, id: try $0.read(0)) }
    }
}
