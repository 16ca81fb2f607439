/// A text with placeholders: `{{number}}` stands for a value. There is nothing else: no conditions,
/// no loops, no code.
///
/// A placeholder that nobody knows is refused when the text is read, not when it is sent.
package struct MailTemplate: Hashable, Sendable {
    private static let charactersMax = 20_000

    enum Piece: Hashable, Sendable {
        case words(String)
        case placeholder(String)
    }

    let pieces: [Piece]

    /// Reads a text for a kind of mail.
    package init(_ text: String, for kind: MailKind) throws(MailingError) {
        guard text.unicodeScalars.count <= Self.charactersMax else {
            throw .textTooLong(charactersMax: Self.charactersMax)
        }
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.words(String(rest[..<open.lowerBound])))
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { throw .openPlaceholder }
            let name = rest[..<close.lowerBound].filter { $0 != " " }
            guard kind.placeholders.contains(name) else {
                throw .unknownPlaceholder(
                    String(name.prefix(40).filter { $0.isLetter }), known: kind.placeholders)
            }
            pieces.append(.placeholder(name))
            rest = rest[close.upperBound...]
        }
        pieces.append(.words(String(rest)))
        self.pieces = pieces
    }

    /// The text with its values.
    func filled(_ values: [String: String]) throws(MailingError) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .placeholder(let name):
                guard let value = values[name] else { throw .missingValue(name) }
                text += value
            }
        }
        return text
    }
}
