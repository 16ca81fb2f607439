import Mail
import Testing

struct InjectionTests {
    private static let attacks = [
        "x\r\nBcc: eve@example.com", "x\nBcc: eve@example.com", "x\rBcc: eve@example.com",
        "x\0y", "x\u{0B}y", "x\u{0C}y", "x\u{85}y", "x\u{2028}y", "x\u{2029}y", "x\u{1B}[2J",
        "\r\n\r\nbody", "x\r\n.\r\nMAIL FROM:<eve@example.com>",
    ]

    @Test(arguments: attacks) func `no header text ends its line`(attack: String) {
        let error = MailError.controlCharacter(field: "subject")
        #expect(throws: error) { try HeaderText(attack, of: "subject") }
        #expect(throws: MailError.self) { try Mailbox("a@example.com", name: attack) }
        #expect(throws: MailError.self) { try ExtraHeader("X-A", attack) }
        #expect(throws: MailError.self) { try ExtraHeader(attack, "a") }
        #expect(throws: MailError.self) { try MessageID(attack + "@example.com") }
        #expect(throws: MailError.self) {
            try Attachment(name: attack, mediaType: "text/plain", bytes: [])
        }
        #expect(throws: MailError.self) {
            try Attachment(name: "a", mediaType: "text/" + attack, bytes: [])
        }
        #expect(throws: MailError.self) { try Unsubscription(link: "https://x/" + attack) }
        #expect(throws: MailError.self) { try MailAddress(attack + "@example.com") }
        #expect(throws: MailError.self) { try MailAddress("a@example.com" + attack) }
    }

    @Test(arguments: ["From", "to", "BCC", "Subject", "Content-Type", "Message-ID", "a b", "", "ü"])
    func `a header that the mail writes itself is not written twice`(name: String) {
        #expect(throws: MailError.headerName) { try ExtraHeader(name, "x") }
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a@b@c", "a b@example.com", "a@exam ple.com", "<a@example.com>",
        "a..b@example.com", ".a@example.com", "a.@example.com", "a@-b.com", "a@b-.com", "a@b..com",
        "a@[127.0.0.1]", "a@127.0.0.1", "a@b_c.com", "\"a b\"@example.com", "ä@example.com",
        "a@müller.de", "a,b@example.com", "a@example.com,b@example.com", "a@example.com ",
        String(repeating: "a", count: 65) + "@example.com",
        "a@" + String(repeating: "b", count: 64) + ".com",
        "a@" + String(repeating: "b.", count: 126) + "com",
    ])
    func `what is no address is refused with a sentence`(text: String) {
        do throws(MailError) {
            _ = try MailAddress(text)
            Issue.record("taken")
        } catch {
            #expect(error.description.hasSuffix("."))
        }
    }

    @Test(arguments: [
        ("a@example.com", "a@example.com"), ("A.b+c@Example.COM", "A.b+c@example.com"),
        ("o'hara@xn--mller-kva.de", "o'hara@xn--mller-kva.de"),
        ("root@localhost", "root@localhost"),
    ])
    func `an address keeps its first part and has its domain in lower case`(
        text: String, expected: String
    ) throws {
        #expect(try MailAddress(text).text == expected)
        #expect("\(try MailAddress(text))" == "<an e-mail address>")
    }

    @Test func `a server's words reach no terminal or log as commands`() {
        let words = ServerWords(
            code: 550, lines: ["a\u{1B}[2Jb\r\nc", String(repeating: "x", count: 900)])
        #expect(!words.text.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(words.text.count == 500)
    }
}
