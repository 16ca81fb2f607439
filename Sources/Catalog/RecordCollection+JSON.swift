import Bytes
package import JSON
package import Sync

extension RecordCollection {
    /// A record as JSON: its id, what stands in its fields, and which fields are in conflict.
    package func json(of record: Record) -> JSONValue {
        var object: [String: JSONValue] = ["id": .string(record.key.id.text)]
        for field in fields {
            guard let value = record[field.number].standing(field.policy)?.value else { continue }
            if value != .empty { object[field.name] = field.type.json(of: value) }
        }
        let conflicts = conflicts(in: record)
        if !conflicts.isEmpty { object["conflicts"] = .array(conflicts.map { .string($0) }) }
        return .object(object)
    }

    /// The names of the fields about which a person has to decide; `life` is the record's own.
    package func conflicts(in record: Record) -> [String] {
        let life = record[Life.register].isInConflict(.life) ? ["life"] : []
        return life + fields.filter { record[$0.number].isInConflict($0.policy) }.map(\.name)
    }
}

extension FieldType {
    fileprivate func json(of value: Value) -> JSONValue {
        switch (self, value) {
        case (_, .empty): return .null
        case (_, .bool(let flag)): return .bool(flag)
        case (_, .integer(let number)): return .integer(number)
        case (_, .text(let text)): return .string(text)
        case (_, .bytes(let bytes)): return .array(bytes.map { .integer(Int64($0)) })
        case (.group(let declared), .group(let members)):
            let named = members.compactMap { member in
                declared.first { $0.number == member.number }.map {
                    ($0.name, FieldType.text(max: $0.max).json(of: member.value))
                }
            }
            return .object(Dictionary(named) { first, _ in first })
        case (_, .group): return .null
        }
    }
}
