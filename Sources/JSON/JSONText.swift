extension JSONValue {
    /// The canonical text: names sorted by their bytes, slashes plain, no trailing line feed.
    ///
    /// Control characters and characters that turn the direction of text are escaped, so that the
    /// text can be shown in a terminal as it is.
    package func text(pretty: Bool = false) -> String {
        var text = ""
        write(to: &text, indent: pretty ? 0 : nil)
        return text
    }

    /// The text of a string between quotes, escaped as in `text()`.
    package static func quoted(_ string: String) -> String {
        var text = ""
        quote(string, to: &text)
        return text
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let number): text += number
        case .string(let string): Self.quote(string, to: &text)
        case .array(let elements):
            Self.list(elements, between: "[]", to: &text, indent: indent) { element, text, inner in
                element.write(to: &text, indent: inner)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            Self.list(sorted, between: "{}", to: &text, indent: indent) { member, text, inner in
                Self.quote(member.key, to: &text)
                text += inner == nil ? ":" : ": "
                member.value.write(to: &text, indent: inner)
            }
        }
    }

    private static func list<Element>(
        _ elements: [Element], between brackets: String, to text: inout String, indent: Int?,
        writing write: (Element, inout String, Int?) -> Void
    ) {
        text += brackets.prefix(1)
        let inner = indent.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            breakLine(in: &text, indent: inner)
            write(element, &text, inner)
        }
        if !elements.isEmpty { breakLine(in: &text, indent: indent) }
        text += brackets.suffix(1)
    }

    private static func breakLine(in text: inout String, indent: Int?) {
        guard let indent else { return }
        text += "\n" + String(repeating: " ", count: indent)
    }

    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        if isPlain(string) {
            text += string
            text += "\""
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.steersTheTerminal: text += escape(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    /// Whether the text is printable ASCII that is written as it stands, as most texts are.
    private static func isPlain(_ string: String) -> Bool {
        string.utf8.allSatisfy {
            (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        Character(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

extension Unicode.Scalar {
    /// Whether showing this character could move the cursor, colour the screen, break a line or
    /// turn the direction of what follows.
    package var steersTheTerminal: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x2028, 0x2029: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }
}
