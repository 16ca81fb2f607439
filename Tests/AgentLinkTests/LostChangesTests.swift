import AgentLink
import AgentStore
import Bytes
import Causality
import Invoicing
import ServerStore
import Sync
import TestOffice
import Testing

/// What nobody could give back is seen on a laptop that follows the log.
struct LostChangesTests {
    @Test func `a laptop tells which changes nobody has brought, and before whose they were made`()
        async throws
    {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            try await LinkedLaptop.with(running, book) { ann in
                let ben = try TestDevice()
                let token = try await running.token(of: ben, in: book)
                for counter in [1, 4] as [UInt64] {
                    let sent = SentChange(ben.change(counter, name: "Client \(counter)"))
                    let run = Push.Run(link: .zero, leavesGap: counter > 1, changes: [sent])
                    _ = try await running.ask(
                        .push(Push(points: [.start], runs: [run])), from: ben, of: book,
                        token: token)
                }
                _ = try await ann.synchronizer.synchronize()
                #expect(try await ann.store.standing().lost == 2)
                let lost = try #require(try await ann.store.lost(zone: .utc).first)
                #expect(lost.replica == ben.replica && lost.counters == 2...3)
                #expect(lost.followedBy?.contains("2025-11-21 04:40") == true)
            }
        }
    }
}
