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

    /// The latest of those that wrote a record, or something that names it, so many at most: they
    /// stay visible beside what stands.
    package func refused(about id: RecordID, limit: Int) async throws -> [OwnChange] {
        try await database.read { try $0.ownChanges("handed_back", about: id, limit: limit) }
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
            let places = writes.compactMap { Place(name, json, in: $0) }
            guard let place = places.first, places.count == 1 else {
                errors.append(
                    FieldError(
                        path: name,
                        expectation: "The change writes no such field, or several."))
                continue
            }
            let address = place.write.address
            try place.collection.checkSpelling(
                of: place.field.form(of: place.json), over: Record(key: address.record))
            values[address] = try place.field.value(
                of: place.json, over: values[address] ?? place.write.value ?? .empty)
        }
        guard errors.isEmpty else { throw FieldErrors(errors) }
        return values
    }

    /// Where a change says something to which a form gives another value.
    private struct Place {
        let write: Write
        let collection: RecordCollection
        let field: Field
        /// What the form gives for the field: all of it, or one place of it as a person typed it.
        let json: JSONValue

        init?(_ name: String, _ json: JSONValue, in write: Write) {
            guard write.address.key.element.isEmpty, write.value != nil,
                let collection = Catalog.collection(write.address.record.collection),
                let field = collection.field(write.address.register)
            else { return nil }
            let leaf = collection.leaves.first { $0.field == field && $0.name == name }
            guard leaf != nil || !field.isFlat && field.name == name else { return nil }
            (self.write, self.collection, self.field) = (write, collection, field)
            self.json =
                leaf.map { leaf in leaf.alone(json.string.map(leaf.json(of:)) ?? json) } ?? json
        }
    }
}

extension Connection {
    /// How many of them are looked at for a reason.
    private static let refusedMax = 100

    /// The latest of those that wrote a record, or something that names it, so many at most.
    func ownChanges(_ table: String, about id: RecordID, limit: Int) throws -> [OwnChange] {
        try ownChanges(table, holding: id.bytes, limit: limit)
            .filter { $0.change.concerns(id) }
    }

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
        _ reference: String, in collections: [RecordCollection], called words: String
    ) throws -> AgentStoreError {
        let refused: OwnChange?
        if let id = RecordID(text: reference) {
            let keys = collections.map { RecordKey(collection: $0.number, id: id) }
            // What is known of it was there once: then it was deleted.
            let isKnown = try keys.contains { try seen($0) != nil }
            refused =
                isKnown
                ? nil
                : try ownChanges("handed_back", holding: id.bytes, limit: Self.refusedMax)
                    .first { $0.change.records.contains(where: keys.contains) }
        } else {
            let name = Array(reference.utf8)
            refused = try ownChanges("handed_back", holding: name, limit: Self.refusedMax)
                .first { own in collections.contains { own.change.calls(reference, in: $0) } }
        }
        guard let refused else { return .notFound(collection: words, reference: reference) }
        return .wasRefused(
            collection: words, reference: reference, change: refused.dot.name)
    }
}

extension Change {
    /// Whether it writes a record, or something that names it.
    fileprivate func concerns(_ id: RecordID) -> Bool {
        records.contains { key in
            key.id == id || facts(of: key)?.references.contains { $0.id == id } ?? false
        }
    }

    /// Whether it gives a record of a collection a name.
    fileprivate func calls(_ name: String, in collection: RecordCollection) -> Bool {
        records.contains { key in
            guard key.collection == collection.number, let facts = facts(of: key) else {
                return false
            }
            return collection.nameColumns.contains { facts.text($0) == name }
        }
    }

    /// What it alone says of a record.
    private func facts(of key: RecordKey) -> Facts? {
        var record = Record(key: key)
        record.apply(self, stamp: claimed)
        return Facts(record)
    }
}
