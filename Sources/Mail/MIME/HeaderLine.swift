/// Header lines, folded so that none is longer than 76 characters where that is possible, and
/// none longer than 998 in any case.
enum HeaderLine {
    private static let lineMax = 76

    /// A header whose value is free text.
    static func text(_ name: String, _ value: HeaderText) -> String {
        let column = name.utf8.count + 2
        if isPlain(value.text) {
            return fold(name, value.text.split(separator: " ").map(String.init))
        }
        return "\(name): "
            + EncodedWord.words(of: value.text, after: column).joined(separator: "\r\n ") + "\r\n"
    }

    /// A header that lists whom.
    static func mailboxes(_ name: String, _ mailboxes: [Mailbox]) -> String {
        var tokens: [String] = []
        for (index, mailbox) in mailboxes.enumerated() {
            var mine = mailbox.name.map { phrase($0.text) } ?? []
            mine.append(
                mine.isEmpty ? mailbox.address.text : "<\(mailbox.address.text)>")
            if index < mailboxes.count - 1 { mine[mine.count - 1] += "," }
            tokens += mine
        }
        return fold(name, tokens)
    }

    /// A header of words that are kept as they are, folded between them.
    static func fold(_ name: String, _ words: [String]) -> String {
        var lines = "\(name):"
        var column = lines.utf8.count
        for (index, word) in words.enumerated() {
            if index > 0, column + 1 + word.utf8.count > lineMax {
                lines += "\r\n"
                column = 0
            }
            lines += " " + word
            column += 1 + word.utf8.count
        }
        return lines + "\r\n"
    }

    /// Words with single spaces between, that nobody takes for encoded ones or cannot fold.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && !text.contains("=?") && !text.contains("  ")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 60 }
    }

    /// A name before an address: atoms, or a text in quotes, or encoded words.
    private static func phrase(_ name: String) -> [String] {
        guard isPlain(name) else { return EncodedWord.words(of: name, after: 20) }
        let words = name.split(separator: " ")
        if words.allSatisfy({ $0.utf8.allSatisfy(\.isAtom) }) { return words.map(String.init) }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(quoted)\"".split(separator: " ").map(String.init)
    }
}
