/// A text that may stand in a header: no line break, no control character, not endless.
///
/// Every header of a message is made of these, so nobody can begin another header in one.
package struct HeaderText: Hashable, Sendable {
    /// The most bytes of a text.
    package static let bytesMax = 1_000

    /// The text.
    package let text: String

    /// Checks a text.
    ///
    /// - Parameter field: what it is, for the sentence that refuses it.
    package init(_ text: String, of field: String = "text") throws(MailError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw .tooLong(field: field, bytesMax: Self.bytesMax)
        }
        guard !text.unicodeScalars.contains(where: Self.isControl) else {
            throw .controlCharacter(field: field)
        }
        self.text = text
    }

    /// Line and paragraph separators are no controls to Unicode, but break lines all the same.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || (0x2028...0x2029).contains(scalar.value)
    }
}

/// What names a mail for ever: the same mail sent again has the same one.
package struct MessageID: Hashable, Sendable {
    private static let bytesMax = 200

    /// The id with its angle brackets.
    package var text: String { "<\(bare)>" }
    /// The id without them.
    package let bare: String

    /// Takes `left@right`: letters, digits, dots, hyphens and what else an atom has.
    package init(_ text: String) throws(MailError) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isClean = { (part: Substring.UTF8View.SubSequence) in
            !part.isEmpty && part.allSatisfy { $0.isAtom || $0 == UInt8(ascii: ".") }
        }
        guard text.utf8.count <= Self.bytesMax, parts.count == 2 else { throw .messageID }
        guard parts.allSatisfy({ isClean($0[...]) }) else { throw .messageID }
        bare = text
    }
}

/// A header that a message does not write by itself.
package struct ExtraHeader: Hashable, Sendable {
    private static let ours: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id",
        "in-reply-to", "references", "mime-version", "list-unsubscribe", "list-unsubscribe-post",
        "auto-submitted", "return-path", "received",
    ]

    /// Its name.
    package let name: String
    /// Its value.
    package let value: HeaderText

    /// Refuses the names that the message writes itself, and malformed ones.
    package init(_ name: String, _ value: String) throws(MailError) {
        let isName = name.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        let lower = name.lowercased()
        guard isName, (1...60).contains(name.utf8.count), !lower.hasPrefix("content-"),
            !Self.ours.contains(lower)
        else { throw .headerName }
        self.name = name
        self.value = try HeaderText(value, of: "header")
    }
}
