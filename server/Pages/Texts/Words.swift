import HTTP
import Mailing

/// What the pages say, in one language.
struct Words: Sendable {
    /// The language.
    let language: MailLanguage

    /// Speaks a language.
    init(_ language: MailLanguage) { self.language = language }

    /// Every text.
    static let all: [MailLanguage: [Phrase: String]] = [
        .english: english, .german: german, .french: french, .spanish: spanish, .polish: polish,
        .arabic: arabic,
    ]

    /// The text as somebody wrote it, with its placeholders.
    func template(_ phrase: Phrase) -> String {
        guard let text = Self.all[language]?[phrase] else {
            preconditionFailure("no language lacks a text")
        }
        return text
    }

    /// The text with values, for where no markup can stand: a title, a label.
    func text(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        Self.pieces(of: template(phrase)).reduce(into: "") { text, piece in
            switch piece {
            case .words(let words): text += words
            // Isolated, so that a name in another script does not turn the sentence around.
            case .placeholder(let name): text += "\u{2068}\(values[name] ?? "")\u{2069}"
            }
        }
    }

    /// The text with values that may be markup.
    func html(_ phrase: Phrase, _ values: [String: HTML] = [:]) -> HTML {
        Self.pieces(of: template(phrase)).reduce("") { html, piece in
            switch piece {
            case .words(let words): "\(html)\(words)"
            case .placeholder(let name): "\(html)<bdi>\(values[name] ?? "")</bdi>"
            }
        }
    }

    enum Piece: Hashable {
        case words(String)
        case placeholder(String)
    }

    /// Takes a template apart at its braces.
    static func pieces(of template: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            pieces.append(.placeholder(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        return pieces
    }
}

extension MailLanguage {
    /// What it is called by those who speak it.
    var ownName: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        case .french: "Français"
        case .spanish: "Español"
        case .polish: "Polski"
        case .arabic: "العربية"
        }
    }

    /// From which side it is written.
    var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// The language that a request names by `?lang=`; nil when it names none of ours.
    init?(named request: Request) {
        guard let name = request.query["lang"], let named = MailLanguage(rawValue: name) else {
            return nil
        }
        self = named
    }

    /// The language that a browser would like best among ours (RFC 9110, section 12.5.4).
    init(acceptedBy request: Request) {
        let wishes = request.headers.values(of: "Accept-Language").joined(separator: ",")
            .prefix(Self.wishesLengthMax).split(separator: ",").compactMap(Wish.init)
        let best = wishes.enumerated().max { left, right in
            // Of two that are wanted alike the first one is meant.
            (left.element.weight, -left.offset) < (right.element.weight, -right.offset)
        }
        self = best?.element.language ?? .english
    }

    private static var wishesLengthMax: Int { 1_000 }

    /// A language of ours and how much it is wanted, in thousandths.
    private struct Wish {
        let language: MailLanguage
        let weight: Int

        init?(_ text: Substring) {
            let parts = text.filter { $0 != " " && $0 != "\t" }.split(separator: ";")
            guard let tag = parts.first?.lowercased(),
                let language = MailLanguage(rawValue: String(tag.prefix { $0 != "-" }))
            else { return nil }
            let quality = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
            weight = quality.map { Self.thousandths($0.dropFirst(2)) } ?? 1_000
            guard weight > 0 else { return nil }
            self.language = language
        }

        private static func thousandths(_ text: Substring) -> Int {
            let parts = text.split(separator: ".", maxSplits: 1)
            let fraction = parts.count > 1 ? parts[1].prefix(3) : ""
            let padded = fraction + String(repeating: "0", count: 3 - fraction.count)
            guard let whole = parts.first.flatMap({ Int($0) }), let rest = Int(padded) else {
                return 0
            }
            return min(max(whole, 0), 1) * 1_000 + (whole == 0 ? rest : 0)
        }
    }
}
