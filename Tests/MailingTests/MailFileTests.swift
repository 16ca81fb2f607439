import Mailing
import PostgreSQL
import TestOffice
import TestPostgreSQL
import Testing

/// Files into which mails come back, read on from where somebody stopped.
struct MailFileTests {
    private static func mail(_ number: Int) -> String {
        "From a Sat Nov 21\n" + BounceTests.notice(about: "\(number)@b") + "\n"
    }

    private func told(
        _ path: String, from position: MailFilePosition, but failing: Set<String> = []
    ) async throws -> (ids: [String], reading: MailboxReading) {
        struct Poisoned: Error {}
        var ids: [String] = []
        let reading = try await BounceMailbox(path: path).read(from: position) { reports in
            for report in reports {
                if failing.contains(report.messageID) { throw Poisoned() }
                ids.append(report.messageID)
            }
        }
        return (ids, reading)
    }

    @Test func `what is beyond a thousand mails is read too, each mail once`() async throws {
        try await TemporaryDirectory.with { directory in
            let text = (0..<2_345).map(Self.mail).joined()
            let file = try Maildir.write(text, to: directory + "/mbox")
            var position = MailFilePosition.start
            var ids: [String] = []
            for expected in [1_000, 1_000, 345, 0] {
                let round = try await told(file, from: position)
                #expect(round.ids.count == expected)
                ids += round.ids
                position = round.reading.position
            }
            #expect(ids == (0..<2_345).map { "\($0)@b" })
        }
    }

    @Test func `what comes later is told alone, and a mail that is not whole waits`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/mbox"
            _ = try Maildir.write(Self.mail(1), to: path)
            let first = try await told(path, from: .start)
            #expect(first.ids == ["1@b"])
            _ = try Maildir.write(Self.mail(1) + "From b Sat Nov 21\nSubject: ha", to: path)
            let torn = try await told(path, from: first.reading.position)
            #expect(torn.ids.isEmpty)
            _ = try Maildir.write(Self.mail(1) + Self.mail(2), to: path)
            let second = try await told(path, from: torn.reading.position)
            #expect(second.ids == ["2@b"])
        }
    }

    @Test func `a file that was emptied and filled again is read from its start`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/mbox"
            _ = try Maildir.write(Self.mail(1), to: path)
            let first = try await told(path, from: .start).reading
            _ = try Maildir.write(Self.mail(2) + Self.mail(3), to: path)
            #expect(try await told(path, from: first.position).ids == ["2@b", "3@b"])
            _ = try Maildir.write("", to: path)
            #expect(try await told(path, from: first.position).ids.isEmpty)
        }
    }

    @Test func `a mail that cannot be noted is told again, and none behind it twice`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/mbox"
            _ = try Maildir.write((1...3).map(Self.mail).joined(), to: path)
            let first = try await told(path, from: .start, but: ["2@b"])
            #expect(first.ids == ["1@b", "3@b"] && first.reading.failure != nil)
            let second = try await told(path, from: first.reading.position)
            #expect(second.ids == ["2@b"] && second.reading.failure == nil)
            #expect(try await told(path, from: second.reading.position).ids.isEmpty)
        }
    }

    @Test func `a line without an end, as long as the file, is no mail and no memory`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/mbox"
            let long = String(repeating: "x", count: 3 << 20)
            _ = try Maildir.write("From a\n\(long)\n\n" + Self.mail(1) + long, to: path)
            let round = try await told(path, from: .start)
            #expect(round.ids.isEmpty)
            _ = try Maildir.write("From a\n\(long)\n\n" + Self.mail(1), to: path)
            #expect(try await told(path, from: round.reading.position).ids == ["1@b"])
        }
    }

    @Test func `where a reader stopped is known to the next one`() async throws {
        try await TestOutbox.with { test in
            try await TemporaryDirectory.with { directory in
                let path = directory + "/mbox"
                _ = try Maildir.write((0..<1_001).map(Self.mail).joined(), to: path)
                for _ in 0..<2 {
                    let reader = BounceReader(pool: test.office.pool)
                    _ = try await reader.read(BounceMailbox(path: path), at: test.clock.now)
                }
                let whole = try await told(path, from: .start).reading.position.offset
                let offset = try await test.office.number("SELECT next_offset FROM bounce_files")
                #expect(offset > whole)
            }
        }
    }
}

extension BounceTests {
    /// A notification that a mail could not be delivered.
    static func notice(about id: String, action: String = "failed") -> String {
        """
        From: MAILER-DAEMON@mail.example.com\r
        To: billing@baker.example\r
        Subject: Undelivered Mail Returned to Sender\r
        Content-Type: multipart/report; report-type=delivery-status;\r
        \tboundary="B1/mail.example.com"\r
        MIME-Version: 1.0\r
        \r
        --B1/mail.example.com\r
        Content-Type: text/plain\r
        \r
        I'm sorry to have to inform you.\r
        \r
        --B1/mail.example.com\r
        Content-Type: message/delivery-status\r
        \r
        Reporting-MTA: dns; mail.example.com\r
        Arrival-Date: Sat, 21 Nov 2026 14:45:47 +0000\r
        \r
        Final-Recipient: rfc822; ada@example.com\r
        Action: \(action)\r
        Status: 5.1.1\r
        Diagnostic-Code: smtp; 550 5.1.1 <ada@example.com>:\r
         user unknown\r
        \r
        --B1/mail.example.com\r
        Content-Type: message/rfc822\r
        \r
        From: billing@baker.example\r
        Message-ID: <\(id)>\r
        Subject: Invoice\r
        \r
        Dear Ada\r
        \r
        --B1/mail.example.com--\r

        """
    }
}
