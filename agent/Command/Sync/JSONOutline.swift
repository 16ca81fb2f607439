import JSON

/// JSON for a person to read down: a name a line, what belongs to it below.
enum JSONOutline {
    /// The lines of an object or a list.
    static func lines(of value: JSONValue) -> [String] { lines(of: value, depth: 0) }

    private static func lines(of value: JSONValue, depth: Int) -> [String] {
        let blanks = String(repeating: "  ", count: depth)
        switch value {
        case .object(let members):
            return members.sorted { order($0) < order($1) }.flatMap { name, value in
                if let word = word(value) { return [blanks + "\(name): \(word)"] }
                return [blanks + "\(name):"] + lines(of: value, depth: depth + 1)
            }
        case .array(let elements):
            return elements.flatMap { element in
                if let word = word(element) { return [blanks + "- \(word)"] }
                var inner = lines(of: element, depth: depth + 1)
                if let first = inner.first {
                    inner[0] = blanks + "- " + first.dropFirst(blanks.count + 2)
                }
                return inner
            }
        default: return [blanks + (word(value) ?? "")]
        }
    }

    /// Single words come before what has something below it.
    private static func order(_ member: (key: String, value: JSONValue)) -> String {
        (word(member.value) == nil ? "1" : "0") + member.key
    }

    private static func word(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .object(let members): members.isEmpty ? "nothing" : nil
        case .array(let elements): elements.isEmpty ? "none" : nil
        default: value.text()
        }
    }
}
