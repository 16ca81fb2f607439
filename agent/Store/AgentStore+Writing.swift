import Bytes
package import Catalog
import Causality
import Crypto
package import JSON
import SQLite
package import Sync

extension AgentStore {
    /// Makes a new record of a form; the answer is the record as it now stands.
    package func add(
        _ form: [String: JSONValue], to collection: RecordCollection, at milliseconds: UInt64
    ) async throws -> Record {
        var random = try SecureGenerator()
        let id = RecordID.timeOrdered(milliseconds: milliseconds, using: &random)
        return try await database.write { connection in
            let owner = try connection.owner(collection.owner(in: form))
            let writes = try collection.creation(of: id, from: form, owner: owner)
            try commit(writes, at: milliseconds, to: connection)
            return try connection.record(RecordKey(collection: collection.number, id: id))
        }
    }

    /// Changes what a form names in a record; the answer is the record as it now stands.
    package func edit(
        _ reference: String, in collection: RecordCollection, by form: [String: JSONValue],
        at milliseconds: UInt64
    ) async throws -> Record {
        try await database.write { connection in
            let record = try connection.find(reference, in: collection)
            let owner = try connection.owner(Catalog.schema.owner(of: record))
            let writes = try collection.edit(of: record, by: form, owner: owner)
            try commit(writes, at: milliseconds, to: connection)
            return try connection.record(record.key)
        }
    }

    /// Deletes a record; the answer is what stood in it.
    package func delete(
        _ reference: String, in collection: RecordCollection, at milliseconds: UInt64
    ) async throws -> Record {
        try await database.write { connection in
            let record = try connection.find(reference, in: collection)
            let owner = try connection.owner(Catalog.schema.owner(of: record))
            let writes = try collection.deletion(of: record, owner: owner)
            try commit(writes, at: milliseconds, to: connection)
            return record
        }
    }

    /// Writes the log, the state and the projection of what this laptop does.
    private func commit(
        _ writes: [Write], at milliseconds: UInt64, to connection: borrowing Connection
    ) throws {
        guard !writes.isEmpty else { return }
        var clock = try connection.clock()
        let change = Change(
            dot: Dot(replica: replica, counter: try connection.counter(of: replica) + 1),
            device: device, claimed: clock.tick(milliseconds: milliseconds),
            schemaVersion: Catalog.schemaVersion, writes: writes)
        try connection.setClock(clock)
        try connection.log(change.payload, as: change.dot)
        try connection.recordOwn(change.dot)
        try connection.apply(change, stamp: change.claimed)
    }
}
