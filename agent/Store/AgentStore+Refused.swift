import Bytes
import Catalog
import Causality
package import JSON
import SQLite
package import Sync

/// What the server refused, and what a person does with it: nothing of it is lost.
extension AgentStore {
    /// One's own changes that were refused, the oldest first.
    package func refused() async throws -> [OwnChange] {
        try await database.read { try $0.handedBack() }
    }

    /// Those that wrote a record, or something that names it: they stay visible beside what stands.
    package func refused(about id: RecordID) async throws -> [OwnChange] {
        try await database.read { connection in
            try connection.handedBack().filter { try connection.change($0.change, concerns: id) }
        }
    }

    /// One of them, by its name as people are shown it.
    package func refused(_ reference: String) async throws -> OwnChange {
        try await database.read { try $0.handedBack(reference) }
    }

    /// Sends one again as it was, or with other values in the fields of its records.
    package func resend(
        _ reference: String, changing form: [String: JSONValue] = [:], at milliseconds: UInt64
    ) async throws -> Change {
        let own = try await refused(reference)
        let values = try own.change.values(from: form)
        guard
            let change = try await desk.resend(
                own.change, changing: values, at: milliseconds)
        else { throw AgentStoreError.noSuchChange(reference) }
        return change
    }

    /// Gives one up: its author does not want it any more.
    package func discard(_ reference: String, at milliseconds: UInt64) async throws {
        try await desk.discard(try await refused(reference).dot, at: milliseconds)
    }
}

extension Change {
    /// The values that a form puts into the registers that the change writes.
    fileprivate func values(from form: [String: JSONValue]) throws -> [RegisterAddress: Value] {
        var values: [RegisterAddress: Value] = [:]
        var errors: [FieldError] = []
        for (name, json) in form.sorted(by: { $0.key < $1.key }) {
            let places = writes.compactMap { write -> (Write, Field)? in
                guard write.address.key.element.isEmpty, write.value != nil,
                    let field = Catalog.collection(write.address.record.collection)?
                        .field(write.address.register), field.formNames.contains(name)
                else { return nil }
                return (write, field)
            }
            guard let (write, field) = places.first, places.count == 1 else {
                errors.append(
                    FieldError(
                        path: name,
                        expectation: "The change writes no such field, or several."))
                continue
            }
            values[write.address] = try field.value(of: json)
            try Catalog.collection(write.address.record.collection)?.checkSpelling(
                of: [name: json], over: Record(key: write.address.record))
        }
        guard errors.isEmpty else { throw FieldErrors(errors) }
        return values
    }
}

extension Connection {
    /// One's own changes that were refused.
    func handedBack() throws -> [OwnChange] { try ownChanges("handed_back") }

    /// The one that a person names.
    func handedBack(_ reference: String) throws -> OwnChange {
        let dot = try dot(reference)
        guard let own = try handedBack().first(where: { $0.dot == dot }) else {
            throw AgentStoreError.noSuchChange(reference)
        }
        return own
    }

    /// Why nobody finds what a person calls so: there is none, or the server did not take it.
    func whyUnknown(
        _ reference: String, in collection: RecordCollection
    ) throws -> AgentStoreError {
        let refused = try handedBack().first { $0.change.calls(reference, in: collection) }
        guard let refused else {
            return .notFound(collection: collection.words, reference: reference)
        }
        return .wasRefused(
            collection: collection.words, reference: reference, change: refused.dot.name)
    }

    fileprivate func change(_ change: Change, concerns id: RecordID) throws -> Bool {
        try change.writes.contains { $0.value == .bytes(id.bytes) }
            || change.records.contains { key in
                let references = try seen(key).flatMap { Facts($0) }?.references ?? []
                return key.id == id || references.contains { $0.id == id }
            }
    }
}

extension Change {
    /// Whether it gives a record of a collection an id or a name.
    fileprivate func calls(_ reference: String, in collection: RecordCollection) -> Bool {
        writes.contains { write in
            guard write.address.record.collection == collection.number else { return false }
            if write.address.record.id == RecordID(text: reference) { return true }
            guard case .text(let name)? = write.value,
                let field = collection.field(write.address.register)
            else { return false }
            return collection.nameColumns.contains(field.name)
                && name.lowercased() == reference.lowercased()
        }
    }
}
