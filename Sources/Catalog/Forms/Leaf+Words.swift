package import JSON

extension Leaf {
    /// What a person typed for this place, as a form gives it; nothing clears it.
    package func json(of text: String) -> JSONValue {
        text.isEmpty ? .null : type.json(typed: text)
    }

    /// What a form gives for its field that names nothing but this place: whatever else the field
    /// holds stays.
    package func alone(_ json: JSONValue) -> JSONValue {
        (field.isFlat ? path[...] : path.dropFirst()).reversed().reduce(json) { [$1: $0] }
    }

    /// The words it takes; none where it takes any.
    package var choices: [String] {
        switch type {
        case .choice(let words): words
        case .bool: ["true", "false"]
        default: []
        }
    }
}

extension FieldType {
    fileprivate func json(typed text: String) -> JSONValue {
        switch self {
        case .bool where text == "true" || text == "false": .bool(text == "true")
        case .whole: Int64(text).map { .integer($0) } ?? .string(text)
        case .list(let element, _):
            .array(
                text.split(separator: ",").map { part in
                    element.json(typed: String(part.drop(while: \.isWhitespace)))
                })
        case .money:
            Self.money(text.split(separator: " ").map(String.init)) ?? .string(text)
        default: .string(text)
        }
    }

    private static func money(_ parts: [String]) -> JSONValue? {
        guard parts.count == 2 else { return nil }
        return ["value": .string(parts[0]), "currency": .string(parts[1])]
    }
}
