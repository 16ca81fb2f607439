import Bytes
package import JSON
package import Sync

extension RecordCollection {
    /// The record that is to own a new one, as its form names it.
    package func owner(in form: [String: JSONValue]) -> RecordKey? {
        guard let owner, let text = field(owner.field).flatMap({ form[$0.name]?.string }),
            let id = RecordID(text: text)
        else { return nil }
        return RecordKey(collection: owner.collection.rawValue, id: id)
    }

    /// The writes that make a new record of a form, below its owner as that stands.
    package func creation(
        of id: RecordID, from form: [String: JSONValue], owner: Record?
    ) throws(FieldErrors) -> [Write] {
        let key = RecordKey(collection: number, id: id)
        let values = try values(of: form, over: Record(key: key), isNew: true)
        return Sight(making: key, ownedBy: owner, in: Catalog.schema).creation(values)
    }

    /// The writes by which a form changes a record; what the form does not name stays.
    ///
    /// The life of the record, and of its owner, is written as it was shown.
    package func edit(
        of record: Record, by form: [String: JSONValue], owner: Record?
    ) throws(FieldErrors) -> [Write] {
        let values = try values(of: form, over: record, isNew: false).filter { key, value in
            let policy = policy(of: key.number)
            let shown = record[key].standing(policy)?.value
            if policy == .text, let prose = shown?.prose, prose == value?.prose { return false }
            return shown != value && !(value == .empty && shown == nil)
        }
        return values.isEmpty ? [] : sight(of: record, owner: owner).edit(values)
    }

    /// The writes that delete a record.
    package func deletion(of record: Record, owner: Record?) throws(FieldErrors) -> [Write] {
        guard kind.isDeletable else {
            throw FieldErrors([FieldError(path: "id", expectation: "\(sentence) stays for ever.")])
        }
        return sight(of: record, owner: owner).deletion()
    }

    private func sight(of record: Record, owner: Record?) -> Sight {
        Sight(of: record, in: Catalog.schema) { owner ?? Record(key: $0) }
    }

    private func policy(of number: UInt32) -> Policy {
        Catalog.schema.policy(of: number, in: self.number)
    }

    /// The start of a sentence about one of its records: `A client`.
    private var sentence: String {
        let words = SpelledName.article(words)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private func values(
        of form: [String: JSONValue], over record: Record, isNew: Bool
    ) throws(FieldErrors) -> [RegisterKey: Value?] {
        var reader = FormReader()
        for name in form.keys.sorted() where field(named: name) == nil {
            let names = fields.flatMap(\.formNames).joined(separator: ", ")
            reader.refuse(name, "\(sentence) has no such field, but \(names).")
        }
        var values: [RegisterKey: Value?] = [:]
        for field in fields {
            let isNamed = field.formNames.contains { form[$0] != nil }
            guard isNamed || isNew else { continue }
            if !isNew, isNamed, isFixed(field) {
                reader.refuse(field.formNames[0], "It cannot be changed any more.")
            } else {
                values.merge(reader.values(of: form, for: field, of: self, over: record)) { $1 }
            }
        }
        guard reader.errors.isEmpty else { throw FieldErrors(reader.errors) }
        return values
    }

    /// What an append-only record says, and who owns a record, was said once.
    private func isFixed(_ field: Field) -> Bool {
        kind.isAppendOnly || owner?.field == field.number
    }
}

extension Field {
    /// The form of a record that gives it to this field.
    package func form(of json: JSONValue) -> [String: JSONValue] {
        isFlat ? json.object ?? [:] : [name: json]
    }

    /// The value that a form gives to this field alone, over what was shown of it: members that the
    /// form does not name stay, those of later versions too.
    package func value(
        of json: JSONValue, over shown: Value = .empty
    ) throws(FieldErrors) -> Value {
        var reader = FormReader()
        if isRequired, let expectation = json.lack { reader.refuse(name, expectation) }
        let value = reader.value(of: json, as: type, at: name, over: shown)
        if isRequired, value == .empty, reader.errors.isEmpty {
            reader.refuse(name, "It cannot be cleared.")
        }
        guard let value, reader.errors.isEmpty else { throw FieldErrors(reader.errors) }
        return value
    }
}

extension FormReader {
    /// What a form says of one field: one value for its register, or one for each element.
    fileprivate mutating func values(
        of form: [String: JSONValue], for field: Field, of collection: RecordCollection,
        over record: Record
    ) -> [RegisterKey: Value?] {
        let key = RegisterKey(field.number)
        let shown = record[key].standing(field.policy)?.value ?? .empty
        if field.isFlat {
            guard form.keys.contains(where: field.formNames.contains) || field.isRequired else {
                return [:]
            }
            return [key: members(field.type.members, form, below: "", over: shown)]
        }
        let need =
            "\(SpelledName.article(collection.words).capitalizedFirst) needs "
            + "\(SpelledName.article(field.words))."
        guard let json = form[field.name] else {
            if field.isRequired { refuse(field.name, need) }
            return [:]
        }
        if field.isRequired, let expectation = json.lack {
            refuse(field.name, record.registers.isEmpty && json == .null ? need : expectation)
            return [:]
        }
        guard let value = value(of: json, as: field.type, at: field.name, over: shown) else {
            return [:]
        }
        if field.isRequired, value == .empty {
            refuse(field.name, record.registers.isEmpty ? need : "It cannot be cleared.")
            return [:]
        }
        return field.policy == .union
            ? elements(value, of: field, over: record) : [key: value]
    }

    /// The elements that a form adds to a set, and those that it takes away.
    private func elements(
        _ value: Value, of field: Field, over record: Record
    ) -> [RegisterKey: Value?] {
        let wanted = Set(value.members.map(\.value.encoded))
        let shown = Set(record.elements(of: field.number))
        var values: [RegisterKey: Value?] = [:]
        for element in wanted.subtracting(shown) {
            values[RegisterKey(field.number, element: element)] = .some(.bool(true))
        }
        for element in shown.subtracting(wanted) {
            values[RegisterKey(field.number, element: element)] = .some(nil)
        }
        return values
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
