import FakeMailServer
import Logging
import Mail
import Testing

struct SendingTests {
    private func outcome(
        _ script: MailScript, patience: Duration = .seconds(20)
    ) async throws -> (SendOutcome, FakeMailServer.Record) {
        try await FakeMailServer.with(script) { server in
            let sender = SMTPSender(try .local(port: server.port, patience: patience))
            let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
            return (outcome, server.record)
        }
    }

    @Test func `an accepted mail arrives to the byte and tells the server's words`() async throws {
        let (outcome, record) = try await outcome(MailScript())
        #expect(outcome == .accepted(ServerWords(code: 250, lines: ["2.0.0 Ok: queued as 4711"])))
        let bytes = try Message.sample().bytes()
        #expect(record.accepted.map(\.bytes) == [bytes])
        #expect(record.accepted.first?.recipients == ["<ada@example.com>"])
    }

    @Test func `the server is told the name that was set, and no other`() async throws {
        try await FakeMailServer.with { server in
            let sender = SMTPSender(
                try SMTPServer(
                    host: "127.0.0.1", port: server.port, security: .none,
                    helloName: "books.example.com"))
            _ = await sender.send(try Message.sample().bytes(), in: try .sample())
            #expect(server.record.commands.first == "EHLO books.example.com")
        }
        for wrong in ["", "a b", "a\r\nMAIL", "a..b", "/etc", String(repeating: "a", count: 254)] {
            #expect(throws: MailError.helloName) {
                try SMTPServer(host: "a", port: 25, security: .none, helloName: wrong)
            }
        }
    }

    @Test(arguments: [MailScript.Point.sender, .recipient, .data, .end], [450, 550])
    func `a refusal of the mail is told with its code and words`(
        point: MailScript.Point, code: Int
    ) async throws {
        var script = MailScript()
        script.answers[point] = .say("\(code)-first\r\n\(code) 4.2.0 second")
        let (outcome, record) = try await outcome(script)
        let words = ServerWords(code: code, lines: ["first", "4.2.0 second"])
        #expect(outcome == (code == 450 ? .refusedForNow(words) : .refused(words)))
        #expect(record.accepted.isEmpty)
    }

    @Test(arguments: [MailScript.Point.greeting, .hello])
    func `a server that does not serve us has not refused the mail`(
        point: MailScript.Point
    ) async throws {
        var script = MailScript()
        script.answers[point] = .say("554 no")
        let (outcome, _) = try await outcome(script)
        guard case .notSent = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(arguments: MailScript.Point.allCases.filter { $0 != .login })
    func `silence before the end of the mail is not sent, and after it uncertain`(
        point: MailScript.Point
    ) async throws {
        var script = MailScript()
        script.answers[point] = .silence
        let (outcome, record) = try await outcome(script, patience: .milliseconds(700))
        #expect(outcome == (point == .end ? .uncertain(.silence) : .notSent(.silence)))
        #expect(record.connectionCount == 1)
    }

    @Test(arguments: MailScript.Point.allCases.filter { $0 != .login })
    func `a cut before the end of the mail is not sent, and after it uncertain`(
        point: MailScript.Point
    ) async throws {
        var script = MailScript()
        script.answers[point] = .cut
        let (outcome, record) = try await outcome(script)
        guard case .uncertain = outcome else {
            #expect(point != .end)
            guard case .notSent = outcome else {
                Issue.record("\(outcome)")
                return
            }
            return
        }
        #expect(point == .end)
        #expect(record.accepted.count == 1)
    }

    @Test func `wherever the server cuts while reading, nothing it took is called not sent`()
        async throws
    {
        let (_, whole) = try await outcome(MailScript())
        var kinds: [Int] = [0, 0]
        for cut in 0...whole.readCount {
            var script = MailScript()
            script.cutAfterReading = cut
            let (outcome, record) = try await outcome(script)
            #expect(record.connectionCount == 1)
            switch outcome {
            case .notSent:
                #expect(record.accepted.isEmpty)
                kinds[0] += 1
            case .uncertain: kinds[1] += 1
            case .accepted:
                // Only the farewell was cut.
                #expect(record.accepted.count == 1)
            case .refused, .refusedForNow: Issue.record("nobody refused: \(outcome)")
            }
        }
        #expect(kinds[0] > 50 && kinds[1] > 0)
    }

    @Test func `wherever the server cuts while answering, only a whole verdict is one`()
        async throws
    {
        let (_, whole) = try await outcome(MailScript())
        for cut in 0...whole.saidCount {
            var script = MailScript()
            script.cutAfterSaying = cut
            let (outcome, record) = try await outcome(script)
            #expect(record.connectionCount == 1)
            switch outcome {
            case .notSent: #expect(record.accepted.isEmpty)
            // Right behind 354 the whole mail is on its way when the cut comes: nobody can know.
            case .uncertain: #expect(record.accepted.count <= 1)
            case .accepted: #expect(record.accepted.count == 1)
            case .refused, .refusedForNow: Issue.record("nobody refused: \(outcome)")
            }
        }
    }

    @Test func `a large mail that is cut in the middle was not sent`() async throws {
        var script = MailScript()
        script.cutAfterReading = 4_000_000
        try await FakeMailServer.with(script) { server in
            let sender = SMTPSender(try .local(port: server.port))
            var message = try Message.sample()
            let file = [UInt8](repeating: 7, count: 12_000_000)
            message.attachments = [
                try Attachment(name: "a.bin", mediaType: "application/pdf", bytes: file)
            ]
            let outcome = await sender.send(try message.bytes(), in: try .sample())
            guard case .notSent = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(server.record.accepted.isEmpty)
        }
    }

    @Test func `after the deadline the end of a mail is not sent`() async throws {
        try await FakeMailServer.with { server in
            let sender = SMTPSender(try .local(port: server.port))
            let bytes = try Message.sample().bytes()
            let late = await sender.send(bytes, in: try .sample(), before: .now)
            #expect(late == .notSent(.tooLate))
            #expect(server.record.accepted.isEmpty)
            let early = await sender.send(
                bytes, in: try .sample(), before: .now.advanced(by: .seconds(60)))
            guard case .accepted = early else {
                Issue.record("\(early)")
                return
            }
            #expect(server.record.accepted.count == 1)
        }
    }

    @Test func `mails share a connection, and a dead one is replaced without sending twice`()
        async throws
    {
        var script = MailScript()
        script.mailsPerConnectionMax = 3
        try await FakeMailServer.with(script) { server in
            let sender = SMTPSender(try .local(port: server.port))
            for _ in 0..<9 {
                let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
                guard case .accepted = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
            }
            #expect(server.record.accepted.count == 9)
            #expect(server.record.connectionCount == 3)
        }
    }

    @Test(arguments: [
        (SMTPServer.Login.password(user: "ada", Secret("secret"), mechanism: .plain), "AUTH PLAIN"),
        (.password(user: "ada", Secret("secret"), mechanism: .login), "AUTH LOGIN"),
        (.token(user: "ada", Secret("token")), "AUTH XOAUTH2"),
    ])
    func `each way to sign in is spoken`(login: SMTPServer.Login, command: String) async throws {
        try await FakeMailServer.with { server in
            let sender = SMTPSender(try .local(port: server.port, login: login))
            let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
            guard case .accepted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(server.record.commands.contains { $0.hasPrefix(command) })
        }
    }

    @Test func `a refused login is told apart, and nothing was sent`() async throws {
        var script = MailScript()
        script.answers[.login] = .say("535 5.7.8 wrong")
        try await FakeMailServer.with(script) { server in
            let login = SMTPServer.Login.password(
                user: "ada", Secret("secret"), mechanism: .plain)
            let sender = SMTPSender(try .local(port: server.port, login: login))
            let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
            #expect(
                outcome
                    == .notSent(.loginRefused(ServerWords(code: 535, lines: ["5.7.8 wrong"]))))
        }
    }

    @Test func `without the TLS that was asked for nothing is sent`() async throws {
        try await FakeMailServer.with { server in
            let sender = SMTPSender(
                try SMTPServer(host: "127.0.0.1", port: server.port, security: .startTLS))
            let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
            #expect(outcome == .notSent(.tls))
            #expect(!server.record.commands.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test func `a password crosses no network unprotected`() {
        #expect(throws: MailError.loginWithoutTLS) {
            try SMTPServer(
                host: "mail.example.com", port: 25, security: .none,
                login: .password(user: "ada", Secret("secret"), mechanism: nil))
        }
    }

    @Test func `a server that is not there is told apart`() async throws {
        let sender = SMTPSender(try .local(port: 1))
        let outcome = await sender.send(try Message.sample().bytes(), in: try .sample())
        #expect(outcome == .notSent(.cannotConnect))
    }
}
