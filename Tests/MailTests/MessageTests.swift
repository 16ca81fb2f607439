import JSON
import Mail
import Testing

struct MessageTests {
    private func parsed(_ message: Message) async throws -> JSONValue {
        try await PythonMail(try message.bytes()).root
    }

    @Test(arguments: [
        "Invoice 2026-0001", "Rechnung für Müller & Söhne", "فاتورة رقم ١٢٣", "🧾 Счёт 发票 ✅",
        "=?UTF-8?B?aGk=?=", "two  spaces", " edges ", "", "a\"b\\c,d;e<f>",
        String(repeating: "long words in a row ", count: 40) + "end",
        String(repeating: "x", count: 900), String(repeating: "🎉", count: 200),
        "tab-free", "e\u{301}\u{323} combined", "👩‍👩‍👧‍👦🏳️‍🌈",
    ])
    func `every subject is read back as it was`(subject: String) async throws {
        let mail = try await parsed(try .sample(subject: subject))
        #expect(mail["subject"] == .string(subject))
    }

    @Test(arguments: [
        "Baker & Sons", "Müller, Söhne \"GmbH\"", "J. Q. Public", "a@b", "شركة", "Ünï 🧾", "(x)",
        "Smith; John", "back\\slash", "=?q?", String(repeating: "name ", count: 60) + "x",
    ])
    func `every name is read back beside its address`(name: String) async throws {
        let message = try Message(
            id: MessageID("1@x"), unixSeconds: 0, from: Mailbox("a@example.com", name: name),
            to: [Mailbox("b@example.com", name: name), Mailbox("c+d@example.com")],
            cc: [Mailbox("e@example.com", name: name)], subject: HeaderText("s"), text: "t")
        let mail = try await parsed(message)
        #expect(mail["from"] == [[.string(name), "a@example.com"]])
        #expect(mail["to"] == [[.string(name), "b@example.com"], ["", "c+d@example.com"]])
        #expect(mail["cc"] == [[.string(name), "e@example.com"]])
    }

    @Test(arguments: [
        "Dear Ada,\n\nthank you.\n", ".\n..\n.dot\nFrom here\n", "trailing space \nand tab\t\n",
        "Grüße aus Köln, 50 € = viel\n", "مرحبا بالعالم، هذه فاتورتك\n",
        String(repeating: "word ", count: 400) + "\n", String(repeating: "ü", count: 3_000) + "\n",
        "=3D =\n=\n", "\n\n\n", "🧾\n",
    ])
    func `every text is read back, in both parts`(text: String) async throws {
        var message = try Message.sample(text: text)
        message.html = "<p>" + text + "</p>\n"
        let mail = try await parsed(message)
        #expect(mail["type"] == "multipart/alternative")
        #expect(mail["parts"]?[0]?["content"] == .string(text))
        #expect(mail["parts"]?[1]?["content"] == .string("<p>" + text + "</p>\n"))
    }

    @Test(arguments: ["a\r\nb\rc\nd", "no end"])
    func `every kind of line break becomes one`(text: String) async throws {
        let mail = try await parsed(try .sample(text: text))
        let lines = text == "no end" ? "no end\n" : "a\nb\nc\nd\n"
        #expect(mail["parts"]?[0]?["content"] == .string(lines))
    }

    @Test(arguments: [
        "invoice.pdf", "Rechnung für Müller.pdf", "فاتورة.pdf", "🧾.pdf", "a\"b'c.pdf", "100%.pdf",
        String(repeating: "sehr lang ü ", count: 20) + ".pdf", "semi;colon=.pdf", "sp ace.pdf",
    ])
    func `every file and its name are read back`(name: String) async throws {
        var message = try Message.sample()
        message.html = "<p>Thanks</p>"
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        message.attachments = [
            try Attachment(name: name, mediaType: "application/pdf", bytes: bytes),
            try Attachment(name: "empty.xml", mediaType: "application/xml", bytes: []),
        ]
        let mail = try await parsed(message)
        #expect(mail["type"] == "multipart/mixed")
        #expect(mail["parts"]?[2]?["name"] == .string(name))
        #expect(mail["parts"]?[2]?["content"] == .string(hexadecimal(bytes)))
        #expect(mail["parts"]?[3]?["content"] == "")
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00+00:00"), (1_763_736_347, "2025-11-21T14:45:47+00:00"),
            (951_782_400, "2000-02-29T00:00:00+00:00"), (-1, "1969-12-31T23:59:59+00:00"),
            (4_102_444_799, "2099-12-31T23:59:59+00:00"),
        ] as [(Int64, String)])
    func `the date is read back`(seconds: Int64, text: String) async throws {
        let message = try Message(
            id: MessageID("1@x"), unixSeconds: seconds, from: Mailbox("a@example.com"),
            to: [Mailbox("b@example.com")], subject: HeaderText("s"), text: "t")
        #expect(try await parsed(message)["date"] == .string(text))
    }

    @Test func `a mail says that a program wrote it and how to get no more`() async throws {
        var message = try Message.sample()
        message.unsubscription = try Unsubscription(
            link: "https://books.example.com/unsubscribe/" + String(repeating: "a", count: 120))
        message.extraHeaders = [try ExtraHeader("X-Book", "Bäcker")]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
        #expect(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        let mail = try await parsed(message)
        #expect(mail["id"] == "<0197.sent.1@books.example.com>")
        guard case .array(let values)? = mail["values"] else { return }
        #expect(values.contains("Bäcker"))
    }

    @Test func `the same values are the same bytes`() throws {
        var message = try Message.sample()
        message.html = "<p>x</p>"
        message.attachments = [
            try Attachment(name: "a.pdf", mediaType: "application/pdf", bytes: [1, 2])
        ]
        #expect(try message.bytes() == message.bytes())
    }

    @Test func `a mail that is too large is refused before it is put together`() throws {
        var message = try Message.sample()
        let half = [UInt8](repeating: 1, count: Message.bytesMax / 2 + 1)
        let file = try Attachment(name: "a.pdf", mediaType: "application/pdf", bytes: half)
        message.attachments = [file, file]
        #expect(throws: MailError.tooLarge(bytesMax: Message.bytesMax)) { try message.bytes() }
    }
}
