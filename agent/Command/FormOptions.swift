import Catalog
import CommandLine
import JSON

/// The options that fill in a form, one for each field of the catalog.
struct FormOptions: Sendable {
    private struct Entry: Sendable {
        let option: String
        let field: String
        let member: String?
        let choices: [String]
    }

    private let entries: [Entry]

    init(_ collection: RecordCollection) {
        entries = collection.fields.flatMap { field -> [Entry] in
            switch field.type {
            case .text: [Self.entry(field.name)]
            case .choice(let words): [Self.entry(field.name, choices: words)]
            case .group(let members): members.map { Self.entry(field.name, member: $0.name) }
            }
        }
    }

    var options: [Option] {
        entries.map { entry in
            .value(
                entry.option, "TEXT", "The \(entry.option.replacing("-", with: " "))",
                choices: entry.choices)
        }
    }

    /// The form as the agent takes it; an empty value clears a field.
    func json(_ invocation: Invocation) -> JSONValue {
        var form: [String: JSONValue] = [:]
        for entry in entries {
            guard let text = invocation.value(entry.option) else { continue }
            let value: JSONValue = text.isEmpty ? .null : .string(text)
            if let member = entry.member {
                var group = form[entry.field]?.object ?? [:]
                group[member] = value
                form[entry.field] = .object(group)
            } else {
                form[entry.field] = value
            }
        }
        return .object(form)
    }

    private static func entry(
        _ field: String, member: String? = nil, choices: [String] = []
    ) -> Entry {
        let words = [field, member].compactMap { $0 }.map {
            SpelledName.separated($0, by: "-")
        }
        return Entry(
            option: words.joined(separator: "-"), field: field, member: member, choices: choices)
    }
}
