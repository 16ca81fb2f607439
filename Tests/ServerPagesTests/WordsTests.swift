import HTTP
import Mailing
import Testing

@testable import ServerPages

struct WordsTests {
    @Test(arguments: MailLanguage.allCases)
    func `no language lacks a text, or has a text too many`(language: MailLanguage) {
        let words = Words(language)
        for phrase in Phrase.allCases {
            #expect(!words.template(phrase).isEmpty, "\(phrase)")
        }
        #expect(Words.all[language]?.count == Phrase.allCases.count)
    }

    private static func names(_ template: String) -> [String] {
        Words.pieces(of: template).compactMap { piece in
            if case .placeholder(let name) = piece { name } else { nil }
        }.sorted()
    }

    @Test(arguments: MailLanguage.allCases)
    func `every text has the placeholders of the English one, each once`(language: MailLanguage) {
        let (english, words) = (Words(.english), Words(language))
        for phrase in Phrase.allCases {
            let names = Self.names(words.template(phrase))
            #expect(names == Self.names(english.template(phrase)), "\(phrase)")
            #expect(Set(names).count == names.count, "\(phrase)")
            #expect(!words.text(phrase).contains { "{}".contains($0) }, "\(phrase)")
        }
    }

    @Test(arguments: MailLanguage.allCases.filter { $0 != .english })
    func `every text is translated`(language: MailLanguage) {
        let (english, words) = (Words(.english), Words(language))
        // These words are the same in languages that borrowed them from each other.
        let borrowed: Set<Phrase> = [
            .troubleTitle, .deviceName, .deviceShownCode, .business, .optional,
        ]
        for phrase in Phrase.allCases where !borrowed.contains(phrase) {
            #expect(words.template(phrase) != english.template(phrase), "\(phrase)")
        }
    }

    @Test func `a value is never markup, and stands apart from the sentence around it`() {
        let words = Words(.arabic)
        let html = words.html(.signedInAs, ["email": "\("<b>&")"])
        #expect(html.text.contains("<bdi>&lt;b&gt;&amp;</bdi>"))
        #expect(words.text(.invitationTitle, ["book": "A"]).contains("\u{2068}A\u{2069}"))
    }

    @Test(
        arguments: [
            ("", .english), ("de", .german), ("de-AT,de;q=0.9,en;q=0.8", .german),
            ("it,nl;q=0.9", .english), ("it, fr;q=0.3, pl;q=0.8", .polish),
            ("en;q=0.2,es;q=0.25", .spanish), ("ar-EG", .arabic), ("AR", .arabic),
            ("de;q=0,fr;q=0.1", .french), ("de;q=x,fr;q=0.1", .french), ("*", .english),
            ("fr;q=1.000,de", .french), (";;;,,q=", .english), ("de;q=9,fr", .german),
        ] as [(String, MailLanguage)])
    func `the language is the one that the browser wants most among ours`(
        header: String, language: MailLanguage
    ) {
        let request = Request(.get, "/device", headers: ["Accept-Language": header])
        #expect(MailLanguage(acceptedBy: request) == language)
    }
}
