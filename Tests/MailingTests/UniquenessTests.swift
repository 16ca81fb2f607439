import FakeMailServer
import Mail
import Mailing
import PostgreSQL
import Synchronization
import TestOffice
import Testing

struct UniquenessTests {
    @Test func `four senders send four hundred mails, each once`() async throws {
        try await TestOutbox.with { test in
            for number in 1...400 { try await test.enqueue(test.key(number)) }
            try await FakeMailServer.with { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        let sender = test.sender(try SMTPSender(to: server))
                        group.addTask { while try await sender.sendDue(limit: 25).count > 0 {} }
                    }
                    try await group.waitForAll()
                }
                let accepted = server.record.accepted.map(\.bytes)
                #expect(accepted.count == 400)
                #expect(Set(accepted).count == 400)
            }
            #expect(Set(try await test.states()) == [.sent])
        }
    }

    /// Where a sender is killed: it does nothing any more from there.
    enum Death: CaseIterable, Sendable {
        case beforeCarrying, afterCarrying
    }

    @Test(arguments: Death.allCases)
    func `a mail whose sender was killed is never sent a second time`(death: Death) async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            try await FakeMailServer.with { server in
                let smtp = try SMTPSender(to: server)
                // A transport that does not return, as a process that was killed.
                let (never, end) = AsyncStream<Void>.makeStream()
                let victim = test.sender(
                    ScriptedTransport { mail in
                        if death != .beforeCarrying { _ = await smtp.carry(mail) }
                        for await _ in never {}
                        return .notSent(.tooLate)
                    })
                let killed = Task { try await victim.sendDue(limit: 1) }
                try await eventually {
                    let isTaken = try await test.states() == [.sending]
                    return isTaken
                        && (death == .beforeCarrying || server.record.accepted.count == 1)
                }
                let heir = test.sender(try SMTPSender(to: server))
                #expect(try await heir.sendDue(limit: 9).count == 0)
                test.clock.advance(MailPolicy().lease + .seconds(1))
                #expect(try await heir.sendDue(limit: 9).count == 0)
                #expect(try await test.states() == [.uncertain])
                end.finish()
                // What it writes late is refused: the fence has moved on.
                #expect(try await killed.value.lostCount == 1)
                #expect(try await test.states() == [.uncertain])
                #expect(server.record.accepted.count <= 1)
            }
        }
    }

    @Test func `a sender that lost its lease cannot write over another's word`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            var policy = MailPolicy()
            policy.uncertainty = .resend(after: .zero)
            let (isFree, freed) = AsyncStream<Void>.makeStream()
            let slow = test.sender(
                ScriptedTransport { _ in
                    for await _ in isFree { break }
                    return .refused(.never)
                }, policy)
            let late = Task { try await slow.sendDue(limit: 1) }
            try await eventually { try await test.states() == [.sending] }
            test.clock.advance(policy.lease + .seconds(1))
            let quick = test.sender(ScriptedTransport(.accepted(.fine)), policy)
            #expect(try await quick.sendDue(limit: 9).states == [.sent: 1])
            freed.yield()
            #expect(try await late.value.lostCount == 1)
            #expect(try await test.states() == [.sent])
        }
    }

    @Test func `a sender that is told to stop still writes what became of its mail`()
        async throws
    {
        try await TestOutbox.with { test in
            for number in 1...2 { try await test.enqueue(test.key(number)) }
            let (isFree, freed) = AsyncStream<Void>.makeStream()
            let sender = test.sender(
                ScriptedTransport { _ in
                    // A stream ends for a cancelled task, so another one waits.
                    await Task { for await _ in isFree { break } }.value
                    return .accepted(.fine)
                })
            let round = Task { try await sender.sendDue(limit: 9) }
            try await eventually { try await test.states().contains(.sending) }
            round.cancel()
            freed.yield()
            #expect(try await round.value.states == [.sent: 1])
            #expect(Set(try await test.states()) == [.sent, .queued])
        }
    }

    @Test func `a sender that was frozen past its lease does not end its mail`() async throws {
        try await TestOutbox.with { test in
            try await test.enqueue(test.key())
            try await FakeMailServer.with { server in
                var policy = MailPolicy()
                policy.lease = .zero
                let frozen = test.sender(try SMTPSender(to: server), policy)
                #expect(try await frozen.sendDue(limit: 1).states == [.queued: 1])
                #expect(server.record.accepted.isEmpty)
                #expect(server.record.commands.contains("DATA"))
            }
        }
    }

    /// Four senders, and in the middle their database sessions are ended and the mail server cuts,
    /// again and again.
    @Test func `with senders that lose database and server all the time nothing is sent twice`()
        async throws
    {
        try await TestOutbox.with { test in
            for number in 1...120 { try await test.enqueue(test.key(number)) }
            var script = MailScript()
            script.mailsPerConnectionMax = 3
            let accepted = try await FakeMailServer.with(script) { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        let sender = test.sender(try SMTPSender(to: server))
                        group.addTask { try await Self.sendStubbornly(sender) }
                    }
                    for _ in 0..<20 { try await Self.killSessions(of: test.office) }
                    try await group.waitForAll()
                }
                return server.record.accepted.map(\.bytes)
            }
            #expect(Set(accepted).count == accepted.count)
            let states = try await Self.askStubbornly { try await test.states() }
            #expect(states.allSatisfy { [.sent, .uncertain, .sending].contains($0) })
            #expect(states.count { $0 == .sent } <= accepted.count)
            #expect(accepted.count <= 120)
        }
    }

    private static func sendStubbornly(_ sender: MailSender) async throws {
        var idleRounds = 0
        while idleRounds < 3 {
            do {
                idleRounds = try await sender.sendDue(limit: 5).count == 0 ? idleRounds + 1 : 0
            } catch is PostgreSQLError {
                // Its session was ended: a new process would begin anew.
                idleRounds = 0
            }
        }
    }

    /// A session that was ended while it rested is noticed by whoever borrows it next.
    private static func askStubbornly<Answer>(
        _ ask: () async throws -> Answer
    ) async throws -> Answer {
        for _ in 0..<20 {
            do {
                return try await ask()
            } catch is PostgreSQLError {
                continue
            }
        }
        return try await ask()
    }

    private static func killSessions(of office: Office) async throws {
        let connection = try await Connection(office.settings)
        try await connection.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        await connection.close()
    }
}
