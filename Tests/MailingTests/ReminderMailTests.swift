import Mail
import Mailing
import Testing

struct ReminderMailTests {
    private static func message(
        _ kind: ReminderMail.Kind, _ language: MailLanguage, link: String
    ) throws -> Message {
        let values = kind.mailKind.sampleValues().filter { $0.key != "unsubscribe" }
        return try ReminderMail(kind, in: language, values: values, unsubscribe: link).message(
            id: MessageID("a@b"), unixSeconds: 1_763_736_347,
            from: Mailbox("billing@baker.example"), to: Mailbox("ada@example.com"))
    }

    @Test(arguments: ReminderMail.Kind.allCases, MailLanguage.allCases)
    func `every reminder says how to get no more, in its text and in its header`(
        kind: ReminderMail.Kind, language: MailLanguage
    ) throws {
        let link = "https://books.example.com/unsubscribe/0123"
        let message = try Self.message(kind, language, link: link)
        #expect(message.text.contains(link))
        #expect(message.html?.contains("href=\"\(link)\"") == true)
        let bytes = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(bytes.contains("\r\nList-Unsubscribe: <\(link)>\r\n"))
        #expect(bytes.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        #expect(MailTopic(kind: kind.mailKind.rawValue) == .reminders)
    }

    @Test func `without TLS no mail program is asked to post by itself`() throws {
        let link = "http://127.0.0.1:8480/unsubscribe/0123"
        let bytes = String(
            decoding: try Self.message(.due, .english, link: link).bytes(), as: UTF8.self)
        #expect(bytes.contains("\r\nList-Unsubscribe: <\(link)>\r\n"))
        #expect(!bytes.contains("List-Unsubscribe-Post"))
    }

    @Test func `only reminders can be unsubscribed from`() {
        let kinds = MailKind.allCases.filter { MailTopic(kind: $0.rawValue) != nil }
        #expect(kinds == ReminderMail.Kind.allCases.map(\.mailKind))
    }
}
