/// Reads the fields of a form one after another and keeps every error, so that a person corrects
/// them all at once.
package struct FieldGatherer {
    /// What was wrong so far, in the order of the form.
    package private(set) var errors: [FieldError] = []

    private var prefix = ""

    /// Begins with no error.
    package init() {}

    /// Reads a field that may be left empty.
    package mutating func optional<Value, Failure: Error & CustomStringConvertible>(
        _ field: String, _ text: String?, _ read: (String) throws(Failure) -> Value
    ) -> Value? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        do {
            return try read(text)
        } catch {
            add(field, error)
            return nil
        }
    }

    /// Reads a field that must be given.
    package mutating func required<Value, Failure: Error & CustomStringConvertible>(
        _ field: String, _ text: String?, _ expected: String,
        _ read: (String) throws(Failure) -> Value
    ) -> Value? {
        guard let text, !text.trimmed.isEmpty else {
            expect(false, field, expected)
            return nil
        }
        return optional(field, text, read)
    }

    /// Reads a field of one printed line that may be left empty.
    package mutating func line(_ field: String, _ text: String?, max: Int = 200) -> String? {
        optional(field, text) { text throws(InvoicingError) in try PlainText.line(text, max: max) }
    }

    /// Reads fields below a common name.
    package mutating func group<Value>(
        _ name: String, _ read: (inout FieldGatherer) -> Value
    ) -> Value {
        let outer = prefix
        prefix += name + "."
        defer { prefix = outer }
        return read(&self)
    }

    /// Notes an error unless the condition holds.
    package mutating func expect(_ condition: Bool, _ field: String, _ expected: String) {
        guard !condition else { return }
        errors.append(FieldError(field: prefix + field, expected: expected))
    }

    /// Throws everything that was wrong, if anything was.
    package func check() throws(InvoicingError) {
        guard errors.isEmpty else { throw .fields(errors) }
    }

    private mutating func add(_ field: String, _ error: some Error & CustomStringConvertible) {
        if let error = error as? InvoicingError, case .fields(let inner) = error {
            for one in inner { expect(false, "\(field).\(one.field)", one.expected) }
        } else {
            let words = error.description
            let start = "expected "
            expect(
                false, field, words.hasPrefix(start) ? String(words.dropFirst(start.count)) : words)
        }
    }
}

/// Text that a page, a mail header or a table cell can hold without surprise.
package enum PlainText {
    /// One line without control characters, at most so many characters.
    package static func line(_ text: String, max: Int) throws(InvoicingError) -> String {
        guard text.count <= max, text.utf8.count <= max * 8, text.unicodeScalars.allSatisfy(isPlain)
        else { throw .malformed(expected: "one line of at most \(max) characters") }
        return text
    }

    /// Lines that end with a line feed, at most so many characters.
    package static func lines(_ text: String, max: Int) throws(InvoicingError) -> String {
        guard text.count <= max, text.utf8.count <= max * 8,
            text.unicodeScalars.allSatisfy({ isPlain($0) || $0 == "\n" })
        else {
            throw .malformed(expected: "text of at most \(max) characters, lines and no controls")
        }
        return text
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
