import Bytes
import HTTP
import Identity
import Mail
import Mailing
import PostgreSQL
import Sync
import Synchronization
import TestOffice
import Testing

/// From the outbox into a mailbox, from its button back to the server, and no further.
struct ReminderJourneyTests {
    /// A mail server that takes everything, and shows it.
    private final class Mailbag: MailTransport {
        private let kept = Mutex<[CarriedMail]>([])

        var mails: [CarriedMail] { kept.withLock { $0 } }

        func carry(_ mail: CarriedMail) -> SendOutcome {
            kept.withLock { $0.append(mail) }
            return .accepted(ServerWords(code: 250, lines: ["Ok"]))
        }
    }

    private static func remind(
        _ browser: Browser, _ book: BookID, _ occurrence: String
    ) async throws {
        let (links, from) = (browser.desk.links(browser.office), try Mailbox("a@baker.example"))
        let keeper = browser.desk.keeper
        let ada = try Mailbox("Ada@example.com")
        let key = MailKey(
            book: book, kind: MailKind.reminderPastDue.rawValue, subject: "invoice",
            occurrence: occurrence, recipient: ada.address)
        let values = MailKind.reminderPastDue.sampleValues()
        try await browser.office.pool.transaction { connection in
            let link = try links.link(to: ada.address, of: book, in: connection)
            _ = try connection.enqueue(
                key, from: from.address, sealedBy: keeper, at: Office.now
            ) { id in
                try ReminderMail(.pastDue, in: .german, values: values, unsubscribe: link)
                    .message(id: id, unixSeconds: 1_763_736_347, from: from, to: ada)
            }
        }
    }

    /// Where the header says that a POST ends them.
    private static func button(of mail: CarriedMail) throws -> Target {
        let text = String(decoding: mail.bytes, as: UTF8.self).replacing("\r\n ", with: "")
        #expect(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        let start = try #require(text.firstRange(of: "List-Unsubscribe:"))
        let link = text[start.upperBound...].drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        return try Target(parsing: String(link.dropFirst("https://books.example.com".count)))
    }

    @Test func `the button of a mail program ends the reminders, and one on the page begins them`()
        async throws
    {
        try await Browser.with { browser in
            let book = try await browser.office.book()
            let mailbag = Mailbag()
            let sender = MailSender(
                pool: browser.office.pool, transport: mailbag, keeper: browser.desk.keeper,
                clock: .handedIn { Office.now })
            try await Self.remind(browser, book, "1")
            #expect(try await sender.sendDue(limit: 9).states == [.sent: 1])
            let target = try Self.button(of: mailbag.mails[0])
            let clicked = try await browser.send(
                Request(
                    .post, target,
                    headers: ["Content-Type": "application/x-www-form-urlencoded"],
                    body: .text("List-Unsubscribe=One-Click")))
            #expect(clicked.status == 200)
            try await Self.remind(browser, book, "2")
            #expect(try await sender.sendDue(limit: 9).states == [.failed: 1])
            let page = try await browser.open(target)
            _ = try await browser.submit(
                target, ["decision": "resume"], key: page.value(of: "form_key"))
            try await Self.remind(browser, book, "3")
            #expect(try await sender.sendDue(limit: 9).states == [.sent: 1])
            #expect(mailbag.mails.count == 2)
        }
    }
}
