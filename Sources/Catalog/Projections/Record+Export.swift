import Bytes
import Causality
package import JSON
package import Sync

/// A book written out canonically: one line of JSON for each record, in the order of their keys.
///
/// Equal states give equal bytes and different states different ones, wherever they are held, so
/// that two ends can be compared byte by byte. What one machine alone knows does not stand here;
/// of a record that is over there is what everybody keeps, its grave.
extension Record {
    /// The record as one line, with its end.
    package var exportLine: String { exported.text() + "\n" }

    /// The record with every sibling of every register.
    package var exported: JSONValue {
        let record = isOver ? grave : self
        let collection = Catalog.collection(key.collection)
        return [
            "collection": collection.map { .string($0.name) } ?? .integer(Int64(key.collection)),
            "id": .string(key.id.text),
            "registers": .array(
                record.registers.map { slot in
                    let field = collection?.field(slot.key.number)
                    return .object(slot.exported(as: field))
                }),
        ]
    }
}

extension Registers.Slot {
    fileprivate func exported(as field: Field?) -> [String: JSONValue] {
        let isLife = key.number == Life.register
        let policy = isLife ? Policy.life : field?.policy ?? .ask
        var exported: [String: JSONValue] = [
            "field": isLife
                ? "life" : field.map { .string($0.name) } ?? .integer(Int64(key.number)),
            "siblings": .array(
                value.siblings.map { .object($0.exported { json(of: $0, in: field) }) }),
        ]
        if !key.element.isEmpty { exported.merge(element(of: field)) { $1 } }
        if value.isInConflict(policy) { exported["conflict"] = true }
        return exported
    }

    private func json(of value: Value, in field: Field?) -> JSONValue? {
        if key.number == Life.register { return Life.exactJSON(of: value) }
        if key.element.isEmpty { return field?.type.exactJSON(of: value) }
        return value == .bool(true) ? .some(true) : .none
    }

    /// What stands in a set.
    private func element(of field: Field?) -> [String: JSONValue] {
        guard let value = Value(encoded: key.element) else {
            return ["elementBytes": .string(Hexadecimal.text(key.element))]
        }
        guard case .list(let type, _)? = field?.type, let json = type.exactJSON(of: value) else {
            return ["plainElement": value.exported]
        }
        return ["element": json]
    }
}

extension Sibling {
    fileprivate func exported(_ json: (Value) -> JSONValue?) -> [String: JSONValue] {
        var exported: [String: JSONValue] = [
            "dot": .string("\(dot.replica.text)/\(dot.counter)"),
            "stamp": .string(stamp.exported),
        ]
        if let accepted { exported["accepted"] = .string(accepted.exported) }
        if let json = json(value) {
            exported["value"] = json
        } else {
            exported["plain"] = value.exported
        }
        return exported
    }
}

extension Life {
    fileprivate static func exactJSON(of value: Value) -> JSONValue? {
        guard let life = Life(value), life.value == value else { return nil }
        return switch life {
        case .alive: "alive"
        case .deleted: "deleted"
        case .issued(let documents): ["issued": .array(documents.map { .string($0.text) })]
        }
    }
}

extension Value {
    /// The value as it describes itself.
    package var exported: JSONValue {
        switch self {
        case .empty: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .text(let text): .string(text)
        case .bytes(let bytes): ["bytes": .string(Hexadecimal.text(bytes))]
        case .group(let members):
            ["group": .array(members.map { [.integer(Int64($0.number)), $0.value.exported] })]
        }
    }
}

extension Stamp {
    /// Milliseconds and counter.
    fileprivate var exported: String { "\(milliseconds)/\(bits & 0xFFFF)" }
}

extension FieldType {
    /// The value as its field's JSON; `nil` where that would not tell this value from others, as
    /// with those of later versions.
    fileprivate func exactJSON(of value: Value) -> JSONValue? {
        isExact(value) ? .some(json(of: value)) : .none
    }

    private func isExact(_ value: Value) -> Bool {
        switch (self, value) {
        case (_, .empty), (.bytes, .bytes), (.hash, .bytes): true
        case (.group(let declared), .group(let members)):
            members.allSatisfy { member in
                declared.first { $0.number == member.number }?.type.isExact(member.value) == true
            }
        case (.list(let element, _), .group(let members)):
            members.enumerated().allSatisfy { index, member in
                member.number == UInt32(index + 1) && element.isExact(member.value)
            }
        case (.group, _), (.list, _), (.bytes, _), (.hash, _): false
        default: isRead(back: value)
        }
    }

    private func isRead(back value: Value) -> Bool {
        guard case .success(let read) = ScalarReader(self).value(of: json(of: value)) else {
            return false
        }
        return read == value
    }
}
