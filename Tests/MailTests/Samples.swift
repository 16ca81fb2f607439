import Mail

extension Message {
    /// A mail that the tests send, with an invoice's usual parts when they ask for them.
    static func sample(
        subject: String = "Invoice 2026-0001", text: String = "Dear Ada,\n\nthank you.\n"
    ) throws -> Message {
        try Message(
            id: MessageID("0197.sent.1@books.example.com"), unixSeconds: 1_763_736_347,
            from: Mailbox("billing@baker.example", name: "Baker & Sons"),
            to: [Mailbox("ada@example.com", name: "Ada Lovelace")],
            subject: HeaderText(subject, of: "subject"), text: text)
    }
}

extension Envelope {
    /// The envelope of most tests.
    static func sample() throws -> Envelope {
        Envelope(
            sender: try MailAddress("billing@baker.example"),
            recipient: try MailAddress("ada@example.com"))
    }
}

extension SMTPServer {
    /// A server on this machine, with patience for tests.
    static func local(
        port: UInt16, login: Login? = nil, patience: Duration = .seconds(20)
    ) throws -> SMTPServer {
        var server = try SMTPServer(host: "127.0.0.1", port: port, security: .none, login: login)
        server.totalTimeout = patience
        return server
    }
}
