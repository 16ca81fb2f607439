import Mail
import Mailing
import PostgreSQL
import ServerJobs
import TestOffice
import Testing

/// What a person sees of the outbox, and decides.
struct DecisionTests {
    private func uncertain(_ test: TestOutbox) async throws -> MailReference {
        try await test.enqueue(test.key())
        _ = try await test.sender(ScriptedTransport(.uncertain(.silence))).sendDue(limit: 9)
        return MailReference(book: test.book, mail: try await test.deliveries()[0].mail)
    }

    @Test func `a mail that is sent again goes at once, and to the byte`() async throws {
        try await TestOutbox.with { test in
            let mail = try await uncertain(test)
            let before = try await test.outbox.mail(mail.mail)
            #expect(before.state == .uncertain && before.hasContent && before.unknownCount == 1)
            let rounds: Query = "SELECT count(*) FROM jobs WHERE kind = 'mail.send'"
            let waiting = try await test.office.number(rounds)
            try await test.outbox.decide(.resend, about: mail, at: test.clock.now)
            #expect(try await test.office.number(rounds) == waiting + 1)
            let transport = ScriptedTransport(.accepted(.fine))
            #expect(try await test.sender(transport).sendDue(limit: 9).states == [.sent: 1])
            #expect(transport.carried.map(\.reference) == [mail])
        }
    }

    @Test func `a mail that was given up is not sent, and its content is gone`() async throws {
        try await TestOutbox.with { test in
            let held = try await uncertain(test)
            try await test.enqueue(test.key(2))
            let queued = try #require(try await test.deliveries().first { $0.state == .queued })
            let waiting = MailReference(book: test.book, mail: queued.mail)
            for mail in [held, waiting] {
                try await test.outbox.decide(.giveUp, about: mail, at: test.clock.now)
                let now = try await test.outbox.mail(mail.mail)
                #expect(now.state == .failed && !now.hasContent)
                #expect(now.words == "given up by a person")
            }
            let transport = ScriptedTransport(.accepted(.fine))
            #expect(try await test.sender(transport).sendDue(limit: 9).count == 0)
        }
    }

    @Test func `a sender that comes late does not undo a decision`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            let mail = MailReference(book: test.book, mail: try await test.deliveries()[0].mail)
            let policy = MailPolicy.brief
            let (outbox, clock) = (test.outbox, test.clock)
            let frozen = test.sender(
                ScriptedTransport { _ in
                    // While it is carried the lease runs out, another takes note, a person decides.
                    clock.advance(.seconds(61))
                    do {
                        _ = try await test.sender(NoTransport(), policy).sendDue(limit: 1)
                        try await outbox.decide(.giveUp, about: mail, at: clock.now)
                    } catch {
                        Issue.record(error)
                    }
                    return .accepted(.fine)
                }, policy)
            #expect(try await frozen.sendDue(limit: 1).lostCount == 1)
            #expect(try await test.states() == [.failed])
        }
    }

    @Test(arguments: DeliveryState.allCases)
    func `the outbox is listed by state, kind and address`(state: DeliveryState) async throws {
        try await TestOutbox.with { test in
            _ = try await uncertain(test)
            let outbox = test.outbox
            let found = try await outbox.mails(in: state)
            #expect(found.count == (state == .uncertain ? 1 : 0))
            #expect(try await outbox.mails(of: "invoice", to: "Ada@Example.com").count == 1)
            #expect(try await outbox.mails(of: "reset").isEmpty)
            #expect(try await outbox.mails(to: "eve@example.com").isEmpty)
        }
    }

    @Test func `a mail that does not exist is told as such`() async throws {
        try await TestOutbox.with { test in
            let mail = try await uncertain(test).mail
            try await test.office.pool.withConnection { try $0.run("DELETE FROM mails") }
            await #expect(throws: MailingError.noSuchMail(mail)) {
                try await test.outbox.mail(mail)
            }
        }
    }
}

extension MailPolicy {
    /// Leases of a minute.
    fileprivate static var brief: MailPolicy {
        var policy = MailPolicy()
        policy.lease = .seconds(60)
        return policy
    }
}
