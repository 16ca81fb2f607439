import JSON
import Testing

/// As much of JSON Schema 2020-12 as the form's schema uses; any other keyword stops the test.
struct JSONSchema {
    let root: JSONValue

    private static let silent: Set<String> = [
        "$schema", "$id", "$defs", "title", "description", "default",
    ]

    func accepts(_ value: JSONValue) throws -> Bool {
        try accepts(value, by: root)
    }

    private func accepts(_ value: JSONValue, by schema: JSONValue) throws -> Bool {
        for (keyword, argument) in try #require(schema.object)
        where !Self.silent.contains(keyword) {
            guard try holds(keyword, argument, for: value, in: schema) else { return false }
        }
        return true
    }

    private func holds(
        _ keyword: String, _ argument: JSONValue, for value: JSONValue, in schema: JSONValue
    ) throws -> Bool {
        switch keyword {
        case "$ref": return try accepts(value, by: definition(argument))
        case "enum": return try #require(argument.array).contains(value)
        case "not": return try !accepts(value, by: argument)
        case "anyOf":
            return try #require(argument.array).contains { try accepts(value, by: $0) }
        case "oneOf":
            return try #require(argument.array).count { try accepts(value, by: $0) } == 1
        case "type": return try isOf(type: #require(argument.string), value)
        case "minLength", "maxLength", "pattern":
            guard let text = value.string else { return true }
            return try holds(keyword, argument, forText: text)
        case "minimum", "maximum", "exclusiveMaximum":
            return try holds(keyword, argument, forNumber: value)
        case "minItems", "maxItems", "items":
            guard let elements = value.array else { return true }
            return try holds(keyword, argument, forElements: elements)
        case "required", "properties", "additionalProperties", "dependentSchemas":
            guard let members = value.object else { return true }
            return try holds(keyword, argument, forMembers: members, in: schema)
        default: throw Unsupported(keyword: keyword)
        }
    }

    struct Unsupported: Error { let keyword: String }

    func definition(_ reference: JSONValue) throws -> JSONValue {
        let name = try #require(reference.string?.split(separator: "/").last)
        return try #require(root["$defs"]?[String(name)])
    }

    private func isOf(type: String, _ value: JSONValue) throws -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
            ("number", .integer), ("number", .number):
            true
        default: false
        }
    }

    private func holds(
        _ keyword: String, _ argument: JSONValue, forText text: String
    ) throws -> Bool {
        let length = text.unicodeScalars.count
        switch keyword {
        case "minLength": return length >= (try #require(argument.integer))
        case "maxLength": return length <= (try #require(argument.integer))
        default: return try Regex(#require(argument.string)).firstMatch(in: text) != nil
        }
    }

    private func holds(
        _ keyword: String, _ argument: JSONValue, forNumber value: JSONValue
    ) throws -> Bool {
        let bound = Double(try #require(argument.integer))
        let number: Double
        switch value {
        case .integer(let whole): number = Double(whole)
        case .number(let text): number = try #require(Double(text))
        default: return true
        }
        switch keyword {
        case "minimum": return number >= bound
        case "maximum": return number <= bound
        default: return number < bound
        }
    }

    private func holds(
        _ keyword: String, _ argument: JSONValue, forElements elements: [JSONValue]
    ) throws -> Bool {
        switch keyword {
        case "minItems": elements.count >= (try #require(argument.integer))
        case "maxItems": elements.count <= (try #require(argument.integer))
        default: try elements.allSatisfy { try accepts($0, by: argument) }
        }
    }

    private func holds(
        _ keyword: String, _ argument: JSONValue, forMembers members: [String: JSONValue],
        in schema: JSONValue
    ) throws -> Bool {
        switch keyword {
        case "required":
            return try #require(argument.array).allSatisfy { members[$0.string ?? ""] != nil }
        case "properties":
            return try #require(argument.object).allSatisfy { name, schema in
                try members[name].map { try accepts($0, by: schema) } ?? true
            }
        case "dependentSchemas":
            return try #require(argument.object).allSatisfy { name, schema in
                try members[name] == nil || accepts(.object(members), by: schema)
            }
        default:
            try #require(argument == .bool(false))
            let known = try #require(schema["properties"]?.object)
            return members.keys.allSatisfy { known[$0] != nil }
        }
    }
}
