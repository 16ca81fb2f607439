import Bookkeeping
import Bytes
import Catalog
import JSON
import Sync

/// What a draft owns: its lines, and its allowances and charges.
extension Billing {
    /// Changes what a form names in a part of a draft.
    func edit(
        _ part: String, in collection: RecordCollection, of reference: String,
        by form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, _ in
            let sheet = try openDraft(reference, book, connection)
            let record = try sheet.part(part, in: collection).record
            let writes = try collection.edit(of: record, by: form, owner: sheet.draft.record)
            return Work(writes: writes, result: sheet.draft.key)
        }
    }

    /// Takes a part out of a draft.
    func delete(
        _ part: String, in collection: RecordCollection, of reference: String,
        at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, _ in
            let sheet = try openDraft(reference, book, connection)
            let record = try sheet.part(part, in: collection).record
            let writes = try collection.deletion(of: record, owner: sheet.draft.record)
            return Work(writes: writes, result: sheet.draft.key)
        }
    }
}

extension DraftSheet {
    /// The part that a person means: by its place from 1, or by its id.
    fileprivate func part(_ reference: String, in collection: RecordCollection) throws -> Facts {
        let parts = collection == Catalog.line ? lines : charges
        if let place = Int(reference), parts.indices.contains(place - 1) { return parts[place - 1] }
        let id = RecordID(text: reference)
        guard let part = parts.first(where: { $0.key.id == id }) else {
            throw AgentStoreError.notFound(collection: collection.name, reference: reference)
        }
        return part
    }
}
