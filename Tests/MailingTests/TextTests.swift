import Mail
import Mailing
import Testing

struct TextTests {
    @Test(arguments: MailKind.allCases, MailLanguage.allCases)
    func `every kind is written in every language with all of its values`(
        kind: MailKind, language: MailLanguage
    ) throws {
        let mail = try MailTexts().write(kind, language, kind.sampleValues())
        #expect(!mail.subject.contains("{{") && !mail.text.contains("{{"))
        #expect(throws: Never.self) { try HeaderText(mail.subject) }
        #expect(mail.text.hasSuffix("\n") && !mail.text.contains("\n\n\n"))
        let isArabic = language == .arabic
        #expect(mail.html.contains("lang=\"\(language.rawValue)\""))
        #expect(mail.html.contains("dir=\"\(isArabic ? "rtl" : "ltr")\""))
        let values = kind.sampleValues().filter { !$0.value.isEmpty && $0.key != "message" }
        #expect(values.values.contains { mail.text.contains($0) })
        if let link = values["link"] {
            #expect(mail.html.contains("<a href=\"\(link)\">\(link)</a>"))
        }
    }

    @Test func `no two languages say the same`() throws {
        for kind in MailKind.allCases {
            let texts = MailLanguage.allCases.map { MailTexts().text(kind, $0) }
            #expect(Set(texts).count == texts.count)
        }
    }

    @Test func `values cannot become tags`() throws {
        var values = MailKind.invoice.sampleValues()
        values["client"] = "<script>alert('x')</script> & \"Sons\""
        values["message"] = "https://x.example/\"onmouseover=\"alert(1)"
        let mail = try MailTexts().write(.invoice, .english, values)
        #expect(!mail.html.contains("<script"))
        #expect(!mail.html.contains("\"onmouseover"))
        #expect(mail.html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;"))
        #expect(mail.text.contains("<script>"))
    }

    @Test func `a value that looks like a placeholder stays a value`() throws {
        var values = MailKind.status.sampleValues()
        values["client"] = "{{status}}"
        let mail = try MailTexts().write(.status, .english, values)
        #expect(mail.text.contains("Dear {{status}},"))
    }

    @Test(arguments: [
        (
            "Hello {{password}}",
            MailingError.unknownPlaceholder("password", known: MailKind.status.placeholders)
        ),
        ("Hello {{}}", .unknownPlaceholder("", known: MailKind.status.placeholders)),
        ("Hello {{client", .openPlaceholder), ("{{", .openPlaceholder),
        (String(repeating: "x", count: 20_001), .textTooLong(charactersMax: 20_000)),
    ])
    func `a text that could not be filled is refused with a sentence`(
        body: String, expected: MailingError
    ) {
        let text = MailText(subject: "s", body: body)
        #expect(throws: expected) { try MailTexts.preview(text, .status, .english) }
        #expect(expected.description.hasSuffix("."))
    }

    @Test func `a value that is missing is named`() {
        #expect(throws: MailingError.missingValue("client")) {
            try MailTexts().write(.status, .english, ["number": "1", "status": "void"])
        }
    }

    @Test func `a book's own text stands in its language alone`() throws {
        let own = MailText(subject: "Rechnung {{ number }} liegt bei", body: "Hallo {{client}}")
        let texts = MailTexts(own: [.init(.invoice, .german): own])
        let values = MailKind.invoice.sampleValues()
        #expect(
            try texts.write(.invoice, .german, values).subject == "Rechnung 2026-0042 liegt bei")
        #expect(try texts.write(.invoice, .french, values).subject.hasPrefix("Facture"))
        #expect(try MailTexts.preview(own, .invoice, .german).text == "Hallo Ada Lovelace\n")
    }

    @Test(arguments: [
        ("de-AT", MailLanguage.german), ("AR", .arabic), ("pl_PL", .polish), ("ja", .english),
        ("", .english),
    ])
    func `a tag finds its language, and English stands in`(tag: String, language: MailLanguage) {
        #expect(MailLanguage(tag: tag) == language)
    }
}
