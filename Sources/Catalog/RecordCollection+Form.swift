package import JSON
package import Sync

extension RecordCollection {
    /// The writes that make a new record of a form.
    package func creation(
        of id: RecordID, from form: [String: JSONValue]
    ) throws(FieldErrors) -> [Write] {
        let record = Record(key: RecordKey(collection: number, id: id))
        let missing = fields.filter { $0.isRequired && form[$0.name] == nil }.map {
            FieldError(path: $0.name, expectation: "A \(name) needs a \($0.name).")
        }
        let values = try values(of: form, over: record, besides: missing)
        let alive = life(.alive, of: record)
        return values.map { write($0.value, to: $0.field, of: record) } + [alive]
    }

    /// The writes by which a form changes a record; what the form does not name stays.
    package func edit(
        of record: Record, by form: [String: JSONValue]
    ) throws(FieldErrors) -> [Write] {
        let values = try values(of: form, over: record, besides: []).filter { field, value in
            record[field.number].standing(field.policy)?.value ?? .empty != value
        }
        let writes = values.map { write($0.value, to: $0.field, of: record) }
        return values.contains { $0.field.touches } ? writes + [life(.alive, of: record)] : writes
    }

    /// The write that deletes a record.
    package func deletion(of record: Record) -> [Write] { [life(.deleted, of: record)] }

    private func life(_ life: Life, of record: Record) -> Write {
        let register = record[Life.register]
        return Write(
            address: RegisterAddress(record: record.key, register: Life.register),
            value: life.value, replaces: register.shown(.life))
    }

    private func write(_ value: Value, to field: Field, of record: Record) -> Write {
        Write(
            address: RegisterAddress(record: record.key, register: field.number), value: value,
            replaces: record[field.number].shown(field.policy))
    }

    private func values(
        of form: [String: JSONValue], over record: Record, besides known: [FieldError]
    ) throws(FieldErrors) -> [(field: Field, value: Value)] {
        var errors = known
        var values: [(field: Field, value: Value)] = []
        for name in form.keys.sorted() where field(named: name) == nil {
            let names = fields.map(\.name).joined(separator: ", ")
            errors.append(
                FieldError(
                    path: name, expectation: "A \(self.name) has no such field, but \(names)."))
        }
        for field in fields {
            guard let json = form[field.name] else { continue }
            let shown = record[field.number].standing(field.policy)?.value
            switch field.value(of: json, over: shown) {
            case .success(let value): values.append((field, value))
            case .failure(let found): errors.append(contentsOf: found.errors)
            }
        }
        guard errors.isEmpty else { throw FieldErrors(errors) }
        return values
    }
}
