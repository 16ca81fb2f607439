import Glibc
import Mail
import Mailing
import PostgreSQL
import TestOffice
import Testing

@Suite(
    .enabled(
        if: DebianMailServer.obstacle == nil,
        "A real mail server is needed; scripts/test fetches Debian's."))
struct DebianDeliveryTests {
    private func smtp(
        _ server: DebianMailServer, _ security: SMTPServer.Security = .none, trusts: Bool = false
    ) throws -> SMTPSender {
        let port = security == .implicitTLS ? server.tlsPort : server.port
        var settings = try SMTPServer(host: "localhost", port: port, security: security)
        if trusts { settings.authorityFile = server.certificate }
        return SMTPSender(settings)
    }

    @Test func `a mail of the outbox arrives at a real server, to the byte`() async throws {
        try await TestOutbox.with { test in
            try await DebianMailServer.with { server in
                let text = "Grüße 🧾\n.\n..\nFrom here\n" + String(repeating: "lang ", count: 300)
                try await test.enqueue(test.key(), text: text)
                let report = try await test.sender(try smtp(server)).sendDue(limit: 9)
                #expect(report.states == [.sent: 1])
                #expect(try await test.deliveries()[0].words?.hasPrefix("250 OK id=") == true)
                try await eventually { try server.mails().count == 1 }
                let mail = try await test.deliveries()[0].mail
                let id = try MailReference(book: test.book, mail: mail)
                    .messageID(at: "baker.example")
                let sent = try Message.sample(id, text: text).bytes()
                // The server puts its own lines above ours, and has line feeds in its files.
                let arrived = try server.mails()[0]
                let ours = sent.filter { $0 != 0x0D }
                #expect(Array(arrived.suffix(ours.count)) == ours)
            }
        }
    }

    @Test func `a real server's refusal fails with its words`() async throws {
        try await DebianMailServer.with { server in
            let envelope = Envelope(
                sender: try MailAddress("billing@example.com"),
                recipient: try MailAddress("nobody@example.com"))
            let message = try Message.sample(try MessageID("1@example.com"), text: "t")
            let outcome = try await smtp(server).send(message.bytes(), in: envelope)
            #expect(outcome == .refused(ServerWords(code: 550, lines: ["no such person"])))
        }
    }

    @Test(arguments: [SMTPServer.Security.startTLS, .implicitTLS])
    func `TLS is spoken with a server that shows who it is, and with no other`(
        security: SMTPServer.Security
    ) async throws {
        try await DebianMailServer.with { server in
            let envelope = Envelope(
                sender: try MailAddress("billing@example.com"),
                recipient: try MailAddress("ada@example.com"))
            let bytes = try Message.sample(try MessageID("1@example.com"), text: "t").bytes()
            let stranger = try await smtp(server, security).send(bytes, in: envelope)
            #expect(stranger == .notSent(.tls))
            #expect(try server.mails().isEmpty)
            let known = try await smtp(server, security, trusts: true).send(bytes, in: envelope)
            guard case .accepted = known else {
                Issue.record("\(known)")
                return
            }
            try await eventually { try server.mails().count == 1 }
            let mail = String(decoding: try server.mails()[0], as: UTF8.self)
            #expect(mail.contains("with esmtps"))
        }
    }

    @Test func `a real server's notification makes the mail bounced`() async throws {
        try await TestOutbox.with { test in
            try await DebianMailServer.with { server in
                let key = MailKey(
                    book: test.book, kind: "invoice", subject: "subject", occurrence: "1",
                    recipient: try MailAddress("gone@example.com"))
                let (time, keeper) = (test.clock.now, test.keeper)
                try await test.office.pool.transaction { connection in
                    _ = try connection.enqueue(
                        key, from: try MailAddress("billing@example.com"), sealedBy: keeper,
                        at: time
                    ) { id in try Message.sample(id, text: "t") }
                }
                _ = try await test.sender(try smtp(server)).sendDue(limit: 9)
                #expect(try await test.states() == [.sent])
                try await eventually { try server.mails().count == 1 }
                let reader = BounceReader(pool: test.office.pool)
                let mailbox = BounceMailbox(path: server.maildir)
                #expect(try await reader.read(mailbox, at: time) == 1)
                let delivery = try await test.deliveries()[0]
                #expect(delivery.state == .bounced)
            }
        }
    }

    @Test func `four senders hand sixty mails to a real server, each once`() async throws {
        try await TestOutbox.with { test in
            try await DebianMailServer.with { server in
                for number in 1...60 {
                    try await test.enqueue(test.key(number), text: "no \(number).\n")
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        let sender = test.sender(try smtp(server))
                        group.addTask { while try await sender.sendDue(limit: 9).count > 0 {} }
                    }
                    try await group.waitForAll()
                }
                #expect(Set(try await test.states()) == [.sent])
                try await eventually { try server.mails().count == 60 }
                let texts = try server.mails().map { String(decoding: $0, as: UTF8.self) }
                for number in 1...60 {
                    #expect(texts.count { $0.contains("\nno \(number).\n") } == 1)
                }
            }
        }
    }
}
