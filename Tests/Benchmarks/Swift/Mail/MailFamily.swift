import FakeMailServer
import Mail

extension Family {
    /// Our sender beside curl's own program.
    static let mail = Family(
        name: "mail",
        summary: "mails per second to a mail server on this machine, beside a connection for each",
        fairness: """
            One sender, one mail server of the tests' own in the same process, which reads, \
            unstuffs and keeps every mail; a mail of 12 kB with text, HTML and a file, put \
            together anew for each. The model is the same sender with a new connection for each \
            mail. CPU counts this process with the server in it. The outbox sends 1,000 mails of \
            ten books in four rounds at once over four connections, each mail taken and settled \
            in synced transactions of a PostgreSQL of our own; its model has one connection, which \
            is as good where the mail server answers at once.
            """
    ) { bench in
        let work = MailWork(count: 2_000)
        let outbox = OutboxWork(count: 1_000, scratch: bench.scratch)
        return [
            try await bench.measure(
                Comparison(
                    name: "SMTP, one connection", model: "a connection for each mail",
                    unit: .perSecond("mails"), goal: .oursAtLeast(300),
                    ours: { try await work.runKeeping() },
                    theirs: { try await work.runConnectingAnew() })),
            try await outbox.measured(by: bench),
        ]
    }
}

/// Mails to be handed in.
struct MailWork {
    let count: Int

    func runKeeping() async throws -> Run {
        try await FakeMailServer.with { server in
            let sender = try Self.sender(to: server)
            return try await run(on: server) { sender }
        }
    }

    func runConnectingAnew() async throws -> Run {
        try await FakeMailServer.with { server in
            try await run(on: server) { try Self.sender(to: server) }
        }
    }

    private func run(
        on server: FakeMailServer, sender: () throws -> SMTPSender
    ) async throws -> Run {
        let stopwatch = try Stopwatch()
        for number in 0..<count {
            let outcome = try await sender().send(try Self.mail(number), in: try Self.envelope())
            guard case .accepted = outcome else { throw BenchmarkFailure.refused("\(outcome)") }
        }
        let run = try stopwatch.stop(count: count)
        guard server.record.accepted.count == count else {
            throw BenchmarkFailure.refused("the server has not got every mail")
        }
        return run
    }

    static func sender(to server: FakeMailServer) throws -> SMTPSender {
        SMTPSender(try SMTPServer(host: "127.0.0.1", port: server.port, security: .none))
    }

    private static func envelope() throws -> Envelope {
        Envelope(
            sender: try MailAddress("billing@baker.example"),
            recipient: try MailAddress("ada@example.com"))
    }

    private static func mail(_ number: Int) throws -> [UInt8] {
        try message(number, MessageID("\(number).bench@baker.example")).bytes()
    }

    static func message(_ number: Int, _ id: MessageID) throws -> Message {
        var message = try Message(
            id: id, unixSeconds: 1_763_736_347,
            from: Mailbox("billing@baker.example", name: "Müller & Söhne"),
            to: [Mailbox("ada@example.com", name: "Ada Lovelace")],
            subject: HeaderText("Rechnung \(number) für Müller"),
            text: String(repeating: "Guten Tag, anbei die Rechnung. Grüße\n", count: 30))
        message.html = "<p>Guten Tag</p>"
        let file = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 8_000)
        message.attachments = [
            try Attachment(name: "rechnung.pdf", mediaType: "application/pdf", bytes: file)
        ]
        return message
    }
}
