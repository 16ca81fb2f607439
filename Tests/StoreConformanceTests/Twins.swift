import Bytes
import Sync
import Testing

/// One store twice, in memory and in what it is really kept in: the same is done to both, and both
/// have to say and to hold the same.
struct Twins<Memory: ConformingStore, Real: ConformingStore> {
    let memory: Memory
    let real: Real

    /// Does a deed to both, and expects one answer.
    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said {
        let said = try await real.perform(deed, at: milliseconds)
        let expected = try await memory.perform(deed.known(from: said), at: milliseconds)
        #expect(said == expected)
        return expected
    }

    /// Expects both to hold the same; that is the answer.
    @discardableResult
    func compare(at milliseconds: UInt64) async throws -> Holding {
        let held = try await real.holding(at: milliseconds)
        #expect(held == (try await memory.holding(at: milliseconds)))
        return held
    }

    /// Both programs end and start again, and hold what they held.
    func reopen(at milliseconds: UInt64) async throws {
        try await memory.reopen()
        try await real.reopen()
        try await compare(at: milliseconds)
    }
}

extension Deed {
    /// The deed for whoever is told how much of it another one did: a database notes seldom how far
    /// laptops follow, and so declares less durable than one that always knows.
    fileprivate func known(from said: Said) -> Deed {
        guard case .declaredDurable(_, let isDropped) = self, case .durable(let position) = said
        else { return self }
        return .declaredDurable(upTo: position, isDropped: isDropped)
    }
}
