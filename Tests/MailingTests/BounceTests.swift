import Bytes
import JSON
import Mail
import Mailing
import PostgreSQL
import ServerJobs
import TestJobs
import TestOffice
import TestPostgreSQL
import Testing

struct BounceTests {
    private func sent(_ test: TestOutbox) async throws -> String {
        try await test.enqueue(test.key())
        _ = try await test.sender(ScriptedTransport(.accepted(.fine))).sendDue(limit: 9)
        let mail = try await test.deliveries()[0].mail
        return try MailReference(book: test.book, mail: mail).messageID(at: "baker.example").bare
    }

    @Test func `a notification in a Maildir makes the mail bounced, with the server's words`()
        async throws
    {
        try await TestOutbox.with { test in
            let id = try await sent(test)
            try await TemporaryDirectory.with { directory in
                let maildir = try Maildir(in: directory)
                try maildir.put(Self.notice(about: id), named: "1")
                try maildir.put("Subject: holiday\r\n\r\nI am away.\r\n", named: "2")
                let reader = BounceReader(pool: test.office.pool)
                let mailbox = BounceMailbox(path: directory)
                #expect(try await reader.read(mailbox, at: test.clock.now) == 1)
                #expect(try await reader.read(mailbox, at: test.clock.now) == 0)
                #expect(maildir.names("cur") == ["1:2,S", "2:2,S"])
            }
            let delivery = try await test.deliveries()[0]
            #expect(delivery.state == .bounced)
            #expect(delivery.words == "5.1.1 550 5.1.1 <ada@example.com>: user unknown")
        }
    }

    @Test(arguments: [
        "user\0unknown",
        "user\u{1}unknown" + String(repeating: "e\u{301}\u{302}", count: 900),
    ])
    func `whatever a server said, the mail is bounced with words that can be kept`(
        words: String
    ) async throws {
        try await TestOutbox.with { test in
            let id = try await sent(test)
            let text = Self.notice(about: id).replacing("user unknown", with: words)
            let reader = BounceReader(pool: test.office.pool)
            let reports = DeliveryStatusNotice.reports(in: Array(text.utf8))
            #expect(try await reader.take(reports, at: test.clock.now) == 1)
            let delivery = try await test.deliveries()[0]
            #expect(delivery.words?.contains("<ada@example.com>: user unknown") == true)
        }
    }

    @Test func `a mail that cannot be noted stays, and those behind it are read`() async throws {
        struct Poisoned: Error {}
        try await TemporaryDirectory.with { directory in
            let maildir = try Maildir(in: directory)
            try maildir.put("Subject: holiday\r\n\r\nI am away.\r\n", named: "1")
            try maildir.put(Self.notice(about: "a@b"), named: "2")
            let reading = try await BounceMailbox(path: directory).read { reports in
                if reports.isEmpty { throw Poisoned() }
            }
            #expect(reading.failure is Poisoned)
            #expect(maildir.names("cur") == ["2:2,S"])
            #expect(maildir.names("new") == ["1"])
        }
    }

    @Test func `a file of mails is read mail by mail`() async throws {
        try await TestOutbox.with { test in
            let id = try await sent(test)
            let text =
                "From a Sat Nov 21\nSubject: x\n\n>From here\n\nFrom b Sat Nov 21\n"
                + Self.notice(about: id)
            try await TemporaryDirectory.with { directory in
                let file = try Maildir.write(text, to: directory + "/mbox")
                let reader = BounceReader(pool: test.office.pool)
                #expect(
                    try await reader.read(BounceMailbox(path: file), at: test.clock.now) == 1)
            }
            #expect(try await test.states() == [.bounced])
        }
    }

    @Test func `a job reads the mailbox, also one that came into being after its start`()
        async throws
    {
        try await TestOutbox.with { test in
            let id = try await sent(test)
            try await TemporaryDirectory.with { directory in
                let shop = try await Shop(test.office.settings)
                var roster = JobRoster()
                let reader = BounceReader(pool: test.office.pool)
                roster.addBounces(in: directory + "/mbox", to: reader)
                try await shop.working(roster) {
                    let queue = JobQueue(pool: test.office.pool)
                    let first = try #require(try await queue.enqueue(BounceRound()))
                    let inspector = JobInspector(pool: test.office.pool)
                    try await eventually { try await inspector.job(first).job.state == .done }
                    #expect(try await test.states() == [.sent])
                    _ = try Maildir.write(
                        "From b Sat Nov 21\n" + Self.notice(about: id), to: directory + "/mbox")
                    try await queue.enqueue(BounceRound())
                    try await eventually { try await test.states() == [.bounced] }
                }
                await shop.pool.close()
            }
        }
    }

    @Test func `a delay is no bounce, and another's mail is not ours`() async throws {
        try await TestOutbox.with { test in
            let id = try await sent(test)
            let reader = BounceReader(pool: test.office.pool)
            for text in [
                Self.notice(about: id, action: "delayed"),
                Self.notice(about: "somebody@else.example"),
                Self.notice(about: id).replacing("ada@", with: "eve@"),
            ] {
                let reports = DeliveryStatusNotice.reports(in: Array(text.utf8))
                #expect(reports.count == 1)
                #expect(try await reader.take(reports, at: test.clock.now) == 0)
            }
            #expect(try await test.states() == [.sent])
        }
    }

    @Test func `whatever is cut off or changed in a notification, reading it ends`() {
        let whole = Array(Self.notice(about: "a@b").utf8)
        for length in 0..<whole.count {
            _ = DeliveryStatusNotice.reports(in: Array(whole[..<length]))
            var changed = whole
            changed[length] = UInt8(truncatingIfNeeded: length)
            _ = DeliveryStatusNotice.reports(in: changed)
        }
        let huge = [UInt8](repeating: 0x0A, count: DeliveryStatusNotice.bytesMax + 1)
        #expect(DeliveryStatusNotice.reports(in: huge).isEmpty)
        #expect(DeliveryStatusNotice.reports(in: Array(huge.dropLast())).isEmpty)
    }

    @Test func `what a provider posts is read strictly`() throws {
        let report = try #require(
            BounceReport(
                webhook: [
                    "message_id": "<x@y>", "type": "permanent", "recipient": "ada@example.com",
                    "status": "5.1.1", "reason": "no such user",
                ]))
        #expect(report.messageID == "x@y" && report.isFinal)
        #expect(BounceReport(webhook: ["message_id": "x", "type": "transient"])?.isFinal == false)
        for wrong in [[:], ["message_id": "x"], ["message_id": 1, "type": "permanent"], []]
            as [JSONValue]
        {
            #expect(BounceReport(webhook: wrong) == nil)
        }
    }
}
