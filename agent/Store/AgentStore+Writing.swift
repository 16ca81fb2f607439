import Bytes
package import Catalog
package import JSON
import SQLite
package import Sync

extension AgentStore {
    /// Makes a new record of a form; the answer is the record as it now stands.
    package func add(
        _ form: [String: JSONValue], to collection: RecordCollection, at milliseconds: UInt64
    ) async throws -> Record {
        let desk = desk
        let id = try desk.mint(at: milliseconds)
        _ = try await desk.save(at: milliseconds) { open, _ in
            let owner = try collection.owner(in: form).map(open)
            try collection.check(owner)
            let writes = try collection.creation(of: id, from: form, owner: owner)
            let new = RecordKey(collection: collection.number, id: id)
            try collection.checkSpelling(of: form, over: Record(key: new))
            return writes
        }
        return try await desk.record(RecordKey(collection: collection.number, id: id))
    }

    /// Changes what a form names in a record, if it still is what was shown; the answer is the
    /// record as it now stands.
    package func edit(
        _ reference: String, in collection: RecordCollection, by form: [String: JSONValue],
        seen: RecordVersion? = nil, at milliseconds: UInt64
    ) async throws -> Record {
        let (desk, key) = (desk, try await show(reference, in: collection).key)
        _ = try await desk.save(at: milliseconds) { open, _ in
            let record = try open(key)
            try RecordVersion.check([record], areStill: seen, called: reference)
            let owner = try Catalog.schema.owner(of: record).map(open)
            let writes = try collection.edit(of: record, by: form, owner: owner)
            try collection.checkSpelling(of: form, over: record)
            return writes
        }
        return try await desk.record(key)
    }

    /// Deletes a record, if it still is what was shown; the answer is what stood in it.
    package func delete(
        _ reference: String, in collection: RecordCollection, seen: RecordVersion? = nil,
        at milliseconds: UInt64
    ) async throws -> Record {
        let shown = try await show(reference, in: collection)
        _ = try await desk.save(at: milliseconds) { open, _ in
            let record = try open(shown.key)
            try RecordVersion.check([record], areStill: seen, called: reference)
            let owner = try Catalog.schema.owner(of: record).map(open)
            return try collection.deletion(of: record, owner: owner)
        }
        return shown
    }
}

extension RecordCollection {
    /// Nothing is added below what is not there.
    fileprivate func check(_ owning: Record?) throws(FieldErrors) {
        guard let owner, let owning, !owning.isAlive else { return }
        throw FieldErrors([
            FieldError(
                path: field(owner.field)?.name ?? "",
                expectation: "There is no such \(owner.collection.words); it may be deleted.")
        ])
    }
}
