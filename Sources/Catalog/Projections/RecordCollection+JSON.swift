import Bytes
package import JSON
package import Sync

extension RecordCollection {
    /// A record as JSON: its id, what stands in its fields, and which fields are in conflict.
    package func json(of record: Record) -> JSONValue {
        var object: [String: JSONValue] = ["id": .string(record.key.id.text)]
        for field in fields {
            let value = field.standing(in: record)
            if value == .empty { continue }
            let json = field.type.json(of: value)
            if field.isFlat {
                object.merge(json.object ?? [:]) { first, _ in first }
            } else {
                object[field.name] = json
            }
        }
        let conflicts = conflicts(in: record)
        if !conflicts.isEmpty { object["conflicts"] = .array(conflicts.map { .string($0) }) }
        return .object(object)
    }

    /// The names of the fields about which a person has to decide; `life` is the record's own.
    package func conflicts(in record: Record) -> [String] {
        // Almost never is there anything to decide; then no field is looked at.
        guard record.registers.contains(where: { $0.value.hasDifferentValues }) else { return [] }
        let life = record[Life.register].isInConflict(.life) ? ["life"] : []
        return life + fields.filter { record[$0.number].isInConflict($0.policy) }.map(\.name)
    }
}

extension Field {
    /// What stands in the field; the elements of a set as one list, in the order of their bytes.
    package func standing(in record: Record) -> Value {
        guard policy == .union else { return record[number].standing(policy)?.value ?? .empty }
        let elements = record.elements(of: number).compactMap { Value(encoded: $0) }
        return elements.isEmpty
            ? .empty
            : .group(
                elements.enumerated().map { .init(number: UInt32($0 + 1), value: $1) })
    }
}
