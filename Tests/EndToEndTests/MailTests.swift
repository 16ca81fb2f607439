import FakeMailServer
import HTTP
import JSON
import Machine
import Testing

/// Mail, as whoever operates the server tries it.
@Suite(.toldWithLogs) struct MailTests {
    private func type(
        _ words: [String], _ variables: [String: String] = [:]
    ) async throws -> Reply {
        try await Reply(of: Programs.server(words, variables))
    }

    private func flags(_ server: FakeMailServer) -> [String] {
        ["--smtp-server", "127.0.0.1:\(server.port)", "--smtp-security", "none"]
    }

    @Test func `without a mail server a mail is a file, and that is said`() async throws {
        try await World.with { world in
            let words = ["mail", "test", "ann@example.com", "--data-directory", world.directory]
            let reply = try await type(words)
            #expect(reply.code == 0)
            let path = try #require(
                reply.output.split(separator: " ").last.map { String($0.dropLast()) })
            #expect(path.hasPrefix(world.directory + "/mails/") && path.hasSuffix(".eml"))
            let mail = String(decoding: try AtomicFile.read(path), as: UTF8.self)
            #expect(mail.contains("\r\nTo: ann@example.com\r\n"))
            #expect(reply.complaint.contains("No mail server is configured"))
            let json = try await type(words + ["--json"])
            #expect(try json.json["way"] == "files")
        }
    }

    @Test func `a mail server gets the mail, with the password of a file`() async throws {
        try await World.with { world in
            let file = world.directory + "/password"
            try AtomicFile.write(Array("s3cret\n".utf8), to: file)
            try await FakeMailServer.with { server in
                let reply = try await type(
                    ["mail", "test", "ann@example.com", "--json"] + flags(server)
                        + ["--smtp-user", "ann", "--smtp-login", "plain"]
                        + ["--smtp-password-file", file])
                #expect(reply.code == 0, "\(reply.complaint)")
                #expect(try reply.json["words"] == "250 2.0.0 Ok: queued as 4711")
                #expect(server.record.accepted.count == 1)
                // NUL ann NUL s3cret
                let spoken = server.record.commands.joined(separator: " ")
                #expect(spoken.contains("AGFubgBzM2NyZXQ="))
            }
        }
    }

    @Test func `the server's public name is who says hello, and whose address mails come from`()
        async throws
    {
        let named = ["--public-address", "https://books.example.com"]
        for (words, hello, sender) in [
            (named, "books.example.com", "counterfoil@books.example.com"),
            (
                named + ["--smtp-hello", "mta.example.com", "--mail-from", "a@b.example"],
                "mta.example.com", "a@b.example"
            ),
            ([], Host.name, "counterfoil@localhost"),
        ] {
            try await FakeMailServer.with { server in
                let reply = try await type(
                    ["mail", "test", "ann@example.com"] + flags(server) + words)
                #expect(reply.code == 0, "\(reply.complaint)")
                let commands = server.record.commands
                #expect(commands.first == "EHLO \(hello)")
                #expect(commands.contains { $0.hasPrefix("MAIL FROM:<\(sender)>") })
            }
        }
    }

    @Test func `a refusal is told with the server's words and a code`() async throws {
        for (answer, code) in [("550 no such person", 1), ("451 later", 75)] as [(String, Int32)] {
            var script = MailScript()
            script.answers[.recipient] = .say(answer)
            try await FakeMailServer.with(script) { server in
                let reply = try await type(["mail", "test", "ann@example.com"] + flags(server))
                #expect(reply.code == code)
                #expect(reply.complaint.contains(answer))
            }
        }
        let reply = try await type(
            ["mail", "test", "ann@example.com", "--smtp-server", "127.0.0.1:\(Port.free())"])
        #expect(reply.code == 75)
        #expect(reply.complaint.contains("does not answer"))
    }

    @Test(arguments: ["ann", "ann@", "a\nb@example.com", "ann@müller.de"])
    func `what is no address is refused with a sentence`(address: String) async throws {
        let reply = try await type(["mail", "test", address, "--data-directory", "/nowhere"])
        #expect(reply.code == 3)
        #expect(reply.complaint.contains("."))
    }

    @Test func `the password is no option, and shows itself nowhere`() async throws {
        let typed = try await type(["config", "show", "--smtp-password", "s3cret"])
        #expect(typed.code == 2)
        #expect(!(typed.output + typed.complaint).contains("s3cret"))
        let shown = try await type(
            ["config", "show", "--json"], ["COUNTERFOIL_SMTP_PASSWORD": "s3cret"])
        #expect(try shown.json["smtp-password"]?["value"] == "<redacted>")
        #expect(!shown.output.contains("s3cret"))
    }

    @Test func `a password over an unprotected network is refused`() async throws {
        let reply = try await type(
            [
                "mail", "test", "ann@example.com", "--smtp-server", "mail.example.com:25",
                "--smtp-security", "none", "--smtp-user", "ann",
            ], ["COUNTERFOIL_SMTP_PASSWORD": "s3cret"])
        #expect(reply.code == 3)
        #expect(reply.complaint.contains("TLS"))
    }

    @Test func `every text can be looked at`() async throws {
        let german = try await type(["mail", "preview", "invoice", "--language", "de"])
        #expect(german.output.contains("Rechnung 2026-0042 von Baker & Sons"))
        #expect(german.output.contains("1.234,50 EUR") && german.output.contains("24.12.2026"))
        let reset = try await type(["mail", "preview", "reset"])
        #expect(reset.output.contains("60"))
        let arabic = try await type(
            ["mail", "preview", "reminder-due", "--language", "ar", "--json"])
        #expect(try arabic.json["html"]?.string?.contains("dir=\"rtl\"") == true)
        let unknown = try await type(["mail", "preview", "greeting"])
        #expect(unknown.code == 4)
        #expect(unknown.complaint.contains("verification, account-exists"))
    }

    @Test func `a text is shown as a book has written it, or as usual`() async throws {
        try await Office.with { (_, office) async throws in
            let usual = try await office.type(
                "mail", "preview", "invoice", "--book", "Baker & Sons", "--json")
            #expect(try usual.json["subject"]?.string?.hasPrefix("Invoice 2026-0042") == true)
            let missing = try await office.type(
                "mail", "preview", "invoice", "--book", "Nobody", "--json")
            #expect(missing.code == 4)
        }
    }

    @Test func `a server that is ready says how its mail goes`() async throws {
        try await Office.with { _, office in
            let body = try await office.get("readyz").body.collected()
            #expect(try JSONValue(parsing: body)["mail"] == "files")
        }
    }

    @Test func `a mail whose fate nobody knows waits for a person, who has three ways out`()
        async throws
    {
        var script = MailScript()
        script.answers[.end] = .cut
        try await FakeMailServer.with(script) { server in
            try await Office.with { world, office in
                let sending = Office(
                    in: world, flags: office.flags + flags(server), settings: office.settings)
                try await office.add("ann")
                await office.kill()
                let id = try await sending.uncertainMail(to: "ann@example.com")
                let shown = try await sending.type("mail", "show", id)
                #expect(shown.output.contains("The connection to the mail server broke."))
                let again = try await sending.type("mail", "resend", id, "--json")
                #expect(again.code == 0, "\(again.complaint)")
                try await until("it was tried and is held again") {
                    let json = try await sending.type("mail", "show", id, "--json").json
                    return json["state"] == "uncertain" && json["unknown_count"] == 1
                        && server.record.connectionCount >= 2
                }
                let given = try await sending.type("mail", "accept", id, "--json")
                #expect(try given.json["state"] == "sent")
                let late = try await sending.type("mail", "cancel", id)
                #expect(late.code == 5)
                #expect(late.complaint.contains("queued or uncertain"))
                #expect(try await sending.type("mail", "show", "nonsense").code == 3)
            }
        }
    }
}

extension Office {
    /// Has a letter sent whose fate nobody knows; its id.
    fileprivate func uncertainMail(to address: String) async throws -> String {
        try await serve()
        let reply = try await ask(
            .post, "/auth/reset-password", ["email": .string(address)])
        try #require(reply.status == 202 || reply.status == 200)
        var found: String?
        try await until("it is held") {
            let words = ["mail", "list", "--state", "uncertain", "--kind", "reset", "--json"]
            found = try await type(words: words).json.array?.first?["mail"]?.string
            return found != nil
        }
        try await until("that is told") { try await uncertain() ?? 0 > 0 }
        return try #require(found)
    }

    /// How many mails `/readyz` says wait for a person.
    fileprivate func uncertain() async throws -> Int64? {
        try JSONValue(parsing: await get("readyz").body.collected())["mails_uncertain"]?.integer
    }
}
