import Mail
import Mailing
import PostgreSQL
import Sync
import TestOffice
import Testing

struct SuppressionTests {
    private static let ada = "ada@example.com"

    private static func reminder(
        _ test: TestOutbox, _ number: Int = 1, kind: String = "reminder-due",
        book: BookID? = nil, to recipient: String = ada
    ) throws -> MailKey {
        MailKey(
            book: book ?? test.book, kind: kind, subject: "subject", occurrence: "\(number)",
            recipient: try MailAddress(recipient))
    }

    private static func enqueue(_ test: TestOutbox, _ key: MailKey) async throws {
        let (time, keeper) = (test.clock.now, test.keeper)
        try await test.office.pool.transaction { connection in
            _ = try connection.enqueue(
                key, from: try MailAddress("billing@baker.example"), sealedBy: keeper, at: time
            ) { id in
                var message = try Message.sample(id, text: "pay")
                message.unsubscription = try Unsubscription(link: "https://x.example/unsubscribe/a")
                return message
            }
        }
    }

    @Test(arguments: ["reminder", "reminder-friendly", "reminder-due", "reminder-past-due"])
    func `a reminder is not sent to who wants none, whenever they said so`(
        kind: String
    ) async throws {
        try await TestOutbox.with { test in
            let suppressions = Suppressions(pool: test.office.pool)
            try await Self.enqueue(test, Self.reminder(test, 1, kind: kind))
            try await suppressions.add(
                MailAddress("Ada@Example.com"), of: test.book, origin: .page, at: test.clock.now)
            try await Self.enqueue(test, Self.reminder(test, 2, kind: kind, to: "ADA@example.com"))
            let transport = ScriptedTransport(.accepted(.fine))
            let report = try await test.sender(transport).sendDue(limit: 9)
            #expect(transport.carried.isEmpty)
            #expect(report.states == [.failed: 2])
            let words = try await test.deliveries().map(\.words)
            #expect(words == [MailSender.suppressedWords, MailSender.suppressedWords])
        }
    }

    @Test(arguments: ["invoice", "receipt", "status", "reset", "verification", "invitation"])
    func `every other mail is sent all the same`(kind: String) async throws {
        try await TestOutbox.with { test in
            try await Suppressions(pool: test.office.pool).add(
                MailAddress(Self.ada), of: test.book, origin: .page, at: test.clock.now)
            try await test.enqueue(test.key(1, kind: kind))
            let report = try await test.sender(ScriptedTransport(.accepted(.fine)))
                .sendDue(limit: 9)
            #expect(report.states == [.sent: 1])
        }
    }

    @Test func `another book and another address are none of its business`() async throws {
        try await TestOutbox.with { test in
            let other = try await test.office.book("Other")
            let suppressions = Suppressions(pool: test.office.pool)
            try await suppressions.add(
                MailAddress(Self.ada), of: test.book, origin: .page, at: test.clock.now)
            try await Self.enqueue(test, Self.reminder(test, 1, book: other))
            try await Self.enqueue(test, Self.reminder(test, 2, to: "bob@example.com"))
            try await Self.enqueue(test, Self.reminder(test, 3))
            let report = try await test.sender(ScriptedTransport(.accepted(.fine)))
                .sendDue(limit: 9)
            #expect(report.states == [.sent: 2, .failed: 1])
        }
    }

    @Test func `taken back, the next reminder is sent`() async throws {
        try await TestOutbox.with { test in
            let suppressions = Suppressions(pool: test.office.pool)
            let made = try await suppressions.add(
                MailAddress(Self.ada), of: test.book, origin: .page, at: test.clock.now)
            let other = try await test.office.book("Other")
            #expect(try await !suppressions.lift(made.id, of: other))
            #expect(try await suppressions.lift(made.id, of: test.book))
            #expect(try await !suppressions.lift(made.id, of: test.book))
            try await Self.enqueue(test, Self.reminder(test))
            let report = try await test.sender(ScriptedTransport(.accepted(.fine)))
                .sendDue(limit: 9)
            #expect(report.states == [.sent: 1])
        }
    }

    @Test func `said many times at once it is one, and stays what was said first`() async throws {
        try await TestOutbox.with { test in
            let suppressions = Suppressions(pool: test.office.pool)
            let first = try await suppressions.add(
                MailAddress(Self.ada), of: test.book, origin: .mailProgram, at: test.clock.now)
            let ids = try await withThrowingTaskGroup(of: SuppressionID.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await suppressions.add(
                            MailAddress("ADA@EXAMPLE.COM"), of: test.book, origin: .page,
                            at: test.clock.now
                        ).id
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids == [first.id])
            #expect(try await suppressions.list(of: test.book, countMax: 9) == [first])
            #expect(try await suppressions.list(of: test.book, after: first.id, countMax: 9) == [])
        }
    }

    @Test func `a reminder without a way out is never queued`() async throws {
        try await TestOutbox.with { test in
            let key = try Self.reminder(test)
            await #expect(throws: MailingError.noWayOut) { try await test.enqueue(key) }
            #expect(try await test.states().isEmpty)
        }
    }
}
