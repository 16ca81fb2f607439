import TestOffice
import TestPostgreSQL
import Testing

/// A book is the book whatever it is kept in: the laptop's store, the server's, and the simulator's
/// memory say and hold the same, whatever is done to them and whatever befalls them.
@Suite struct StoreConformance {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `agent, server and memory say and hold the same, whatever happens`(
        seed: UInt64
    ) async throws {
        try await Office.with { office in
            try await TemporaryDirectory.with { folder in
                let team = try await Team(office, in: folder, seed: seed)
                for number in 1...160 {
                    try await team.step()
                    if number.isMultiple(of: 20) { try await team.compare() }
                }
                let isAtRest = try await team.comeToRest()
                #expect(isAtRest, "seed \(seed)")
                let before = try await team.compare()
                #expect(Set(before.map(\.lines)).count == 1, "seed \(seed)")
                #expect(Set(before.map(\.digest)).count == 1, "seed \(seed)")
                #expect(Set(before.map(\.point)).count == 1, "seed \(seed)")
                try await team.reopen()
                #expect(try await team.compare() == before, "seed \(seed)")
                await team.close()
            }
        }
    }
}
