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
    package var exported: JSONValue { exported(in: Words()) }

    /// The record in the words of a line: with numbers and plain values where whoever wrote the
    /// line, maybe an earlier release, knew no names.
    func exported(like line: JSONValue) -> JSONValue { exported(in: Words(of: line)) }

    private func exported(in words: Words) -> JSONValue {
        let record = isOver ? grave : self
        let collection = words.knowsName ? Catalog.collection(key.collection) : nil
        return [
            "collection": collection.map { .string($0.name) } ?? .integer(Int64(key.collection)),
            "id": .string(key.id.text),
            "registers": .array(
                record.registers.enumerated().map { place, slot in
                    let words = words.ofRegister(at: place)
                    let field = words.knowsName ? collection?.field(slot.key.number) : nil
                    return .object(slot.exported(as: field, in: words))
                }),
        ]
    }
}

/// Which words a line has for something: without a line, those that there are.
private struct Words {
    private let line: JSONValue?

    init(of line: JSONValue? = nil) { self.line = line }

    /// Whether it knows the name of the collection, or of the field.
    var knowsName: Bool { (line?["collection"] ?? line?["field"])?.integer == nil }
    /// Whether it knows the form of what stands in a set.
    var knowsElement: Bool { line?["plainElement"] == nil }
    /// Whether it knows the form of a value.
    var knowsValue: Bool { line?["plain"] == nil }

    func ofRegister(at place: Int) -> Words { part("registers", at: place) }
    func ofSibling(at place: Int) -> Words { part("siblings", at: place) }

    private func part(_ name: String, at place: Int) -> Words {
        let parts = line?[name]?.array ?? []
        return Words(of: parts.indices.contains(place) ? parts[place] : nil)
    }
}

extension Registers.Slot {
    fileprivate func exported(as field: Field?, in words: Words) -> [String: JSONValue] {
        let isLife = key.number == Life.register
        let policy = isLife ? Policy.life : field?.policy ?? .ask
        var exported: [String: JSONValue] = [
            "field": isLife
                ? "life" : field.map { .string($0.name) } ?? .integer(Int64(key.number)),
            "siblings": .array(
                value.siblings.enumerated().map { place, sibling in
                    let isPlain = !words.ofSibling(at: place).knowsValue
                    return .object(
                        sibling.exported { isPlain ? nil : json(of: $0, in: field) })
                }),
        ]
        if !key.element.isEmpty {
            exported.merge(element(of: words.knowsElement ? field : nil)) { $1 }
        }
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
