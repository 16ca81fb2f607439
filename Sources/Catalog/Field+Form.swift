import JSON
import Sync

extension Field {
    /// The value that a form gives to the field; what a group's form leaves out stays as shown.
    func value(of json: JSONValue, over shown: Value?) -> Result<Value, FieldErrors> {
        switch (type, json) {
        case (_, .null) where isRequired:
            return refused("It cannot be cleared.")
        case (_, .null):
            return .success(.empty)
        case (.text(let max), .string(let text)):
            if isRequired, text.allSatisfy(\.isWhitespace) { return refused("It cannot be empty.") }
            return Self.line(text, max: max, path: name).mapError { FieldErrors([$0]) }
        case (.choice(let words), .string(let word)):
            guard words.contains(word) else { return refused(Self.oneOf(words)) }
            return .success(.text(word))
        case (.group(let members), .object(let form)):
            return group(members, form, over: shown)
        case (.text, _): return refused("A text is expected.")
        case (.choice(let words), _): return refused(Self.oneOf(words))
        case (.group(let members), _):
            let names = members.map(\.name).joined(separator: ", ")
            return refused("An object is expected, with \(names).")
        }
    }

    private func refused(_ expectation: String) -> Result<Value, FieldErrors> {
        .failure(FieldErrors([FieldError(path: name, expectation: expectation)]))
    }

    private static func oneOf(_ words: [String]) -> String {
        "One of \(words.joined(separator: ", ")) is expected."
    }

    private static func line(
        _ text: String, max: Int, path: String
    ) -> Result<Value, FieldError> {
        guard text.unicodeScalars.count <= max else {
            return .failure(
                FieldError(path: path, expectation: "At most \(max) characters are allowed."))
        }
        guard !text.unicodeScalars.contains(where: \.steersTheTerminal) else {
            return .failure(
                FieldError(path: path, expectation: "Control characters are not allowed."))
        }
        return .success(text.isEmpty ? .empty : .text(text))
    }

    /// Members of later versions are copied as they stand: a group is replaced as a whole.
    private func group(
        _ members: [GroupMember], _ form: [String: JSONValue], over shown: Value?
    ) -> Result<Value, FieldErrors> {
        var errors = form.keys.sorted().filter { key in !members.contains { $0.name == key } }.map {
            FieldError(path: "\(name).\($0)", expectation: "There is no such field.")
        }
        var values: [UInt32: Value] = [:]
        if case .group(let standing) = shown {
            for member in standing { values[member.number] = member.value }
        }
        for member in members {
            let path = "\(name).\(member.name)"
            switch form[member.name] {
            case nil: break
            case .null: values[member.number] = nil
            case .string(let text):
                switch Self.line(text, max: member.max, path: path) {
                case .success(let value): values[member.number] = value == .empty ? nil : value
                case .failure(let error): errors.append(error)
                }
            default: errors.append(FieldError(path: path, expectation: "A text is expected."))
            }
        }
        guard errors.isEmpty else { return .failure(FieldErrors(errors)) }
        let sorted = values.sorted { $0.key < $1.key }
        return .success(
            sorted.isEmpty ? .empty : .group(sorted.map { .init(number: $0.key, value: $0.value) }))
    }
}
