import AgentStore
import Bytes
import Catalog
import Conflicts
import Invoicing
import JSON
import Sync
import Testing

/// What a number means that a person types.
struct DecisionTests {
    @Test func `the number of an offer means what was shown, and is one of those there are`()
        async throws
    {
        try await Biller.with { biller in
            let store = biller.laptop.store
            for client in ["Bo", "Cy"] {
                let record = try await biller.laptop.add(client)
                _ = try await store.edit(
                    record.key.id.text, in: Catalog.client, by: ["number": "C-1"], at: Biller.time)
            }
            let open = try #require(
                try await store.conflicts(limit: 9, in: .utc).conflicts.first)
            let (id, words) = (open.conflict.id.text, open.conflict.offers.map(\.word))
            #expect(words.last == "accept")
            func choose(_ number: Int, shown: [String]?) async throws -> Settled {
                try await store.resolve(
                    id, .offer(number, value: nil), shown: { _ in shown },
                    on: CivilDate("2026-03-02"), in: .utc, at: Biller.time)
            }
            await #expect(throws: SettlementError.changedSince) {
                try await choose(1, shown: ["accept"])
            }
            for number in [Int.min, 0, words.count + 1, .max] {
                await #expect(throws: DecisionError.self) {
                    try await choose(number, shown: words)
                }
            }
            let settled = try await choose(words.count, shown: words)
            #expect(settled.choice == .accept && settled.revocable.count == 1)
            #expect(try await store.conflicts(limit: 9, in: .utc).count == 0)
        }
    }
}
