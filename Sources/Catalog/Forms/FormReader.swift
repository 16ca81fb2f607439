import Bytes
import JSON
import Money
import Sync

/// Reads the values that a form gives, and keeps every error: a person wants to mend all at once.
struct FormReader {
    private(set) var errors: [FieldError] = []

    /// The value that a form gives; `nil` where it is refused, with the reason among the errors.
    ///
    /// What a group's form leaves out stays as shown; so do members of later versions, since a
    /// group is replaced as a whole.
    mutating func value(
        of json: JSONValue, as type: FieldType, at path: String, over shown: Value = .empty
    ) -> Value? {
        if json == .null { return .empty }
        switch type {
        case .group(let members): return group(members, json, at: path, over: shown)
        case .list(let element, let max): return list(element, max, json, at: path)
        default:
            switch ScalarReader(type).value(of: json) {
            case .success(let value): return value
            case .failure(let refusal): return refused(path, refusal.expectation)
            }
        }
    }

    mutating func refuse(_ path: String, _ expectation: String) {
        errors.append(FieldError(path: path, expectation: expectation))
    }

    private mutating func refused(_ path: String, _ expectation: String) -> Value? {
        refuse(path, expectation)
        return nil
    }

    private mutating func list(
        _ element: FieldType, _ max: Int, _ json: JSONValue, at path: String
    ) -> Value? {
        guard case .array(let elements) = json else { return refused(path, "A list is expected.") }
        guard elements.count <= max else {
            return refused(path, "At most \(max) elements are allowed.")
        }
        let before = errors.count
        var members: [Value.Member] = []
        for (index, json) in elements.enumerated() {
            let place = "\(path)[\(index)]"
            guard let value = value(of: json, as: element, at: place) else { continue }
            if value == .empty { refuse(place, "It cannot be empty.") }
            members.append(.init(number: UInt32(index + 1), value: value))
        }
        guard errors.count == before else { return nil }
        return members.isEmpty ? .empty : .group(members)
    }

    private mutating func group(
        _ declared: [GroupMember], _ json: JSONValue, at path: String, over shown: Value
    ) -> Value? {
        guard case .object(let form) = json else {
            let names = declared.map(\.name).joined(separator: ", ")
            return refused(path, "An object is expected, with \(names).")
        }
        let before = errors.count
        for name in form.keys.sorted() where !declared.contains(where: { $0.name == name }) {
            refuse("\(path).\(name)", "There is no such field.")
        }
        let value = members(declared, form, below: path + ".", over: shown)
        return errors.count == before ? value : nil
    }

    /// The group that a form's names make, over what was shown of it.
    mutating func members(
        _ declared: [GroupMember], _ form: [String: JSONValue], below prefix: String,
        over shown: Value
    ) -> Value {
        var values = Dictionary(
            shown.members.map { ($0.number, $0.value) }, uniquingKeysWith: { $1 })
        for member in declared {
            guard let json = form[member.name] else { continue }
            if member.isRequired, json != .null, let expectation = json.lack {
                refuse(prefix + member.name, expectation)
                continue
            }
            let value = value(
                of: json, as: member.type, at: prefix + member.name,
                over: values[member.number] ?? .empty)
            values[member.number] = value == .empty ? nil : value
        }
        for member in declared where member.isRequired && values[member.number] == nil {
            guard !values.isEmpty || prefix.isEmpty else { break }
            let path = prefix + member.name
            if !errors.contains(where: { $0.path.hasPrefix(path) }) {
                refuse(path, form[member.name] == nil ? "It is missing." : "It cannot be cleared.")
            }
        }
        let sorted = values.sorted { $0.key < $1.key }
        return sorted.isEmpty
            ? .empty : .group(sorted.map { .init(number: $0.key, value: $0.value) })
    }
}

extension JSONValue {
    /// Why it cannot stand where something is needed, if a person would call it nothing.
    var lack: String? {
        switch self {
        case .null: "It cannot be cleared."
        case .string(let text) where text.allSatisfy(\.isWhitespace): "It cannot be empty."
        default: nil
        }
    }
}
