import JSON

/// One line of the log, before it has a shape.
struct LogLine {
    /// A pipe takes this many bytes in one piece, so lines of several processes never mix.
    static let byteCountMax = 4096

    private static let textCountMax = 1024

    let unixMicroseconds: Int64
    let level: LogLevel
    let message: String
    let fields: [LogField]

    /// The line with its line feed; fields that do not fit are left out and counted.
    func bytes(_ format: Logger.Format) -> [UInt8] {
        for count in stride(from: fields.count, through: 0, by: -1) {
            let line = Array(shaped(format, keeping: count).utf8) + [0x0A]
            if line.count <= Self.byteCountMax || count == 0 { return line }
        }
        preconditionFailure("the loop ends with no fields")
    }

    private func shaped(_ format: Logger.Format, keeping count: Int) -> String {
        var kept = Array(fields.prefix(count))
        if count < fields.count { kept.append(.integer("omitted", fields.count - count)) }
        return format == .json ? json(kept) : text(kept)
    }

    private func json(_ fields: [LogField]) -> String {
        var text = "{\"time\":\"\(timestamp(unixMicroseconds))\",\"level\":\"\(level.name)\""
        text += ",\"message\":\(JSONValue.quoted(bounded(message)))"
        var seen: Set<String> = ["time", "level", "message"]
        // The last of two equal names is the nearest to the event.
        var members: [String] = []
        for field in fields.reversed() where seen.insert(field.name).inserted {
            members.append(",\(JSONValue.quoted(bounded(field.name))):\(jsonText(field.value))")
        }
        return text + members.reversed().joined() + "}"
    }

    private func text(_ fields: [LogField]) -> String {
        let name = level.name + String(repeating: " ", count: 7 - level.name.count)
        let facts = fields.map { " \(plain(bounded($0.name)))=\(plainText($0.value))" }
        let message = JSONValue.quoted(bounded(message)).dropFirst().dropLast()
        return "\(timestamp(unixMicroseconds)) \(name) \(message)\(facts.joined())"
    }

    private func jsonText(_ value: LogField.Value) -> String {
        switch value {
        case .text(let text): JSONValue.quoted(bounded(text))
        case .integer(let number): String(number)
        case .number(let number): JSONValue.measurement(number).text()
        case .bool(let truth): String(truth)
        case .personal: "\"<personal>\""
        case .secret: "\"<redacted>\""
        }
    }

    private func plainText(_ value: LogField.Value) -> String {
        switch value {
        case .text(let text): plain(bounded(text))
        case .personal: "<personal>"
        case .secret: "<redacted>"
        case .integer, .number, .bool: jsonText(value)
        }
    }

    // Whatever could be taken for another field, or another line, is quoted.
    private func plain(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                !scalar.steersTheTerminal && !scalar.properties.isWhitespace
                    && !"\"=\\<>".unicodeScalars.contains(scalar)
            }
        return isPlain ? text : JSONValue.quoted(text)
    }

    private func bounded(_ text: String) -> String {
        text.utf8.count <= Self.textCountMax
            ? text : String(decoding: text.utf8.prefix(Self.textCountMax), as: UTF8.self) + "…"
    }
}
