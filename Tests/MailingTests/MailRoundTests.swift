import Mail
import Mailing
import PostgreSQL
import ServerJobs
import TestJobs
import TestOffice
import Testing

struct MailRoundTests {
    @Test func `a mail is sent by the job that was left with it`() async throws {
        try await TestOutbox.with { test in
            let shop = try await Shop(test.office.settings)
            var roster = JobRoster()
            roster.addMailing(by: test.sender(ScriptedTransport(.accepted(.fine))))
            try await shop.working(roster) {
                try await test.enqueue(test.key())
                try await eventually { try await test.states() == [.sent] }
            }
            await shop.pool.close()
        }
    }
}
