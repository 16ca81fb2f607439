import FakeMailServer
import Mail
import Mailing
import PostgreSQL
import TestOffice
import Testing

struct OutboxTests {
    @Test func `a mail of the same key is queued once, and a later try tells its state`()
        async throws
    {
        try await TestOutbox.with { test in
            guard case .queued(let mail) = try await test.enqueue(test.key()) else {
                Issue.record("not queued")
                return
            }
            #expect(try await test.enqueue(test.key()) == .known(mail, .queued))
            _ = try await test.sender(ScriptedTransport(.accepted(.fine))).sendDue(limit: 10)
            #expect(try await test.enqueue(test.key()) == .known(mail, .sent))
            #expect(try await test.states() == [.sent])
        }
    }

    @Test func `many who enqueue the same mail at once make one`() async throws {
        try await TestOutbox.with { test in
            let key = try test.key()
            let queued = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        if case .queued = try await test.enqueue(key) { true } else { false }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(queued == 1)
            #expect(try await test.states() == [.queued])
        }
    }

    @Test func `a transaction that fails takes its mail with it`() async throws {
        struct Refused: Error {}
        try await TestOutbox.with { test in
            let key = try test.key()
            let (time, keeper) = (test.clock.now, test.keeper)
            await #expect(throws: Refused.self) {
                try await test.office.pool.transaction { connection in
                    _ = try connection.enqueue(
                        key, from: try MailAddress("billing@baker.example"), sealedBy: keeper,
                        at: time
                    ) { id in try Message.sample(id, text: "t") }
                    throw Refused()
                }
            }
            #expect(try await test.states().isEmpty)
        }
    }

    @Test func `an accepted mail is sent once, and its content is forgotten`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            try await FakeMailServer.with { server in
                let sender = test.sender(try SMTPSender(to: server))
                let report = try await sender.sendDue(limit: 10)
                #expect(report.states == [.sent: 1])
                #expect(try await sender.sendDue(limit: 10).count == 0)
                #expect(server.record.accepted.count == 1)
            }
            let delivery = try await test.deliveries().first
            #expect(delivery?.words == "250 2.0.0 Ok: queued as 4711")
            let left = try await test.office.number(
                "SELECT count(*) FROM mails WHERE content IS NOT NULL")
            #expect(left == 0)
        }
    }

    @Test func `a refusal for now waits longer each time, until it is given up`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            let transport = ScriptedTransport(.refusedForNow(.later))
            let sender = test.sender(transport)
            #expect(try await sender.sendDue(limit: 9).states == [.queued: 1])
            #expect(try await sender.sendDue(limit: 9).count == 0)
            test.clock.advance(.seconds(61))
            #expect(try await sender.sendDue(limit: 9).states == [.queued: 1])
            test.clock.advance(.seconds(3 * 86_400))
            #expect(try await sender.sendDue(limit: 9).states == [.failed: 1])
            let delivery = try await test.deliveries().first
            #expect(delivery?.words == "given up: 451 try later")
            #expect(delivery?.attempts == 3)
            #expect(Set(transport.carried.map(\.bytes)).count == 1)
        }
    }

    @Test func `a refusal for good fails with the server's words`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            let report = try await test.sender(ScriptedTransport(.refused(.never)))
                .sendDue(limit: 9)
            #expect(report.states == [.failed: 1])
            #expect(try await test.deliveries().first?.words == "550 no such user")
        }
    }

    @Test func `an uncertain mail is held for a person, who decides`() async throws {
        try await TestOutbox.with { test in
            for number in 1...2 { try await test.enqueue(test.key(number)) }
            let sender = test.sender(ScriptedTransport(.uncertain(.silence)))
            // Whatever befell the first, the second is spared in the same round.
            #expect(try await sender.sendDue(limit: 9).states == [.uncertain: 1])
            #expect(try await sender.sendDue(limit: 9).states == [.uncertain: 1])
            test.clock.advance(.seconds(10 * 86_400))
            #expect(try await sender.sendDue(limit: 9).count == 0)
            let mails = try await test.deliveries().map {
                MailReference(book: test.book, mail: $0.mail)
            }
            try await test.outbox.decide(.takeAsSent, about: mails[0], at: test.clock.now)
            try await test.outbox.decide(.resend, about: mails[1], at: test.clock.now)
            #expect(try await test.states() == [.sent, .queued])
            await #expect(
                throws: MailingError.undecidable(mails[0].mail, allowed: [.uncertain])
            ) {
                try await test.outbox.decide(.resend, about: mails[0], at: test.clock.now)
            }
        }
    }

    @Test func `by policy an uncertain mail is sent again, to the byte, so many times`()
        async throws
    {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            var policy = MailPolicy()
            policy.uncertainty = .resend(after: .seconds(600))
            let transport = ScriptedTransport(.uncertain(.silence))
            let sender = test.sender(transport, policy)
            for _ in 0..<5 {
                _ = try await sender.sendDue(limit: 9)
                test.clock.advance(.seconds(601))
            }
            #expect(transport.carried.count == policy.uncertainAttemptsMax)
            #expect(Set(transport.carried.map(\.bytes)).count == 1)
            #expect(try await test.states() == [.uncertain])
        }
    }

    @Test func `refusals for now do not count as sendings whose fate is unknown`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            var policy = MailPolicy()
            policy.uncertainty = .resend(after: .seconds(600))
            let later = test.sender(ScriptedTransport(.refusedForNow(.later)), policy)
            for _ in 0..<policy.uncertainAttemptsMax + 1 {
                #expect(try await later.sendDue(limit: 9).states == [.queued: 1])
                test.clock.advance(.seconds(5 * 3_600))
            }
            let lost = test.sender(ScriptedTransport(.uncertain(.silence)), policy)
            #expect(try await lost.sendDue(limit: 9).states == [.uncertain: 1])
            test.clock.advance(.seconds(601))
            let fine = test.sender(ScriptedTransport(.accepted(.fine)), policy)
            #expect(try await fine.sendDue(limit: 9).states == [.sent: 1])
            #expect(
                try await test.outbox.mail(try await test.deliveries()[0].mail).unknownCount == 1)
        }
    }

    @Test func `the many mails of one book do not hold up another's`() async throws {
        try await TestOutbox.with { test in
            for number in 1...20 { try await test.enqueue(test.key(number)) }
            test.clock.advance(.seconds(1))
            let other = MailKey(
                book: nil, kind: "reset", subject: "subject", occurrence: "1",
                recipient: try MailAddress("ada@example.com"))
            try await test.enqueue(other)
            let transport = ScriptedTransport(.accepted(.fine))
            _ = try await test.sender(transport).sendDue(limit: 21)
            #expect(transport.carried.firstIndex { $0.reference.book == nil } == 1)
            #expect(transport.carried.count == 21)
        }
    }

    @Test(arguments: [SendTrouble.cannotConnect, .silence, .brokenConnection])
    func `a server that gives no answer ends the round at once`(
        trouble: SendTrouble
    ) async throws {
        try await TestOutbox.with { test in
            for number in 1...5 { try await test.enqueue(test.key(number)) }
            let transport = ScriptedTransport(.notSent(trouble))
            let report = try await test.sender(transport).sendDue(limit: 9)
            #expect(transport.carried.count == 1)
            #expect(report.trouble == trouble.description)
            #expect(try await test.states() == Array(repeating: .queued, count: 5))
        }
    }

    @Test func `a mail that was seen or came back is told as such`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            let mail = try await test.deliveries()[0].mail
            let reference = MailReference(book: test.book, mail: mail)
            let time = test.clock.now
            #expect(try await !test.outbox.markViewed(reference, at: time))
            _ = try await test.sender(ScriptedTransport(.accepted(.fine))).sendDue(limit: 9)
            #expect(try await test.outbox.markViewed(reference, at: time))
            #expect(try await test.deliveries()[0].isViewed)
            let wrong = try await test.outbox.markBounced(
                reference, recipient: "eve@example.com", words: "no", at: time)
            #expect(!wrong)
            let bounced = try await test.outbox.markBounced(
                reference, recipient: "Ada@Example.com", words: "550 gone", at: time)
            #expect(bounced)
            #expect(try await test.states() == [.bounced])
        }
    }

    @Test func `a mail without a book is sent like any other`() async throws {
        try await TestOutbox.with { test in
            let key = MailKey(
                book: nil, kind: "reset", subject: "subject", occurrence: "1",
                recipient: try MailAddress("ada@example.com"))
            try await test.enqueue(key)
            let transport = ScriptedTransport(.accepted(.fine))
            _ = try await test.sender(transport).sendDue(limit: 9)
            #expect(transport.carried.first?.reference.book == nil)
            #expect(
                try await test.outbox.deliveries(of: "subject", in: nil).map(\.state) == [.sent])
        }
    }

    @Test func `the ids of a mail are read back from its message id`() async throws {
        try await TestOutbox.with { test in
            guard case .queued(let mail) = try await test.enqueue(test.key()) else { return }
            let reference = MailReference(book: test.book, mail: mail)
            let id = try reference.messageID(at: "baker.example")
            #expect(MailReference(messageID: id.text) == reference)
            for wrong in ["", "<>", "<a.b@c>", "<\(id.bare.dropFirst())>", "@", "."] {
                #expect(MailReference(messageID: wrong) == nil)
            }
        }
    }

    @Test(arguments: ["", String(repeating: "x", count: 101), "a\0b"])
    func `a key that cannot be kept is refused`(subject: String) async throws {
        try await TestOutbox.with { test in
            let key = MailKey(
                book: test.book, kind: "invoice", subject: subject, occurrence: "1",
                recipient: try MailAddress("ada@example.com"))
            await #expect(throws: MailingError.keyRefused) { try await test.enqueue(key) }
        }
    }
}
