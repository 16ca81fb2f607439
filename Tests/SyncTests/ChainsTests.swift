import Bytes
import Causality
import Seeds
import Sync
import Testing

/// The links that a server keeps, and what they refuse.
struct ChainsTests {
    private static let replica = Writer(1).replica

    /// The links of a chain of so many payloads: before the first, after the first, and so on.
    private static func links(_ count: UInt64) -> [ContentHash] {
        var chain = Chain(of: replica)
        return [chain.head]
            + (1...count).map { counter in
                chain.append(dot(counter), payloadHash: payload(counter), using: toyHash)
                return chain.head
            }
    }

    private static func dot(_ counter: UInt64) -> Dot { Dot(replica: replica, counter: counter) }
    private static func payload(_ counter: UInt64) -> ContentHash { toyHash([UInt8(counter)]) }

    private func append(
        _ counter: UInt64, after told: ContentHash?, to chains: inout Chains
    )
        -> Bool
    {
        chains.append(
            Self.dot(counter), payloadHash: Self.payload(counter), after: told, using: toyHash)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a true chain is linked in whatever order it comes, and ends at its head`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let links = Self.links(8)
        var chains = Chains()
        for counter in (1...8 as ClosedRange<UInt64>).shuffled(using: &random) {
            #expect(append(counter, after: links[Int(counter) - 1], to: &chains))
        }
        #expect(chains.link(before: Self.dot(9)) == links[8])
        var inOrder = Chains()
        for counter in 1...8 as ClosedRange<UInt64> {
            _ = append(counter, after: nil, to: &inOrder)
        }
        #expect(chains == inOrder)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a change that continues another chain is refused`(counter: UInt64) {
        var chains = Chains()
        for before in 1..<counter { _ = append(before, after: nil, to: &chains) }
        let held = chains
        #expect(append(counter, after: toyHash([99]), to: &chains) == false)
        #expect(chains == held)
        #expect(append(counter, after: Self.links(6)[Int(counter) - 1], to: &chains))
    }

    @Test func `what comes late into a gap has to meet both of its ends`() {
        let links = Self.links(3)
        var chains = Chains()
        #expect(append(1, after: links[0], to: &chains))
        #expect(append(3, after: links[2], to: &chains))
        let forged = chains.append(
            Self.dot(2), payloadHash: toyHash([77]), after: links[1], using: toyHash)
        #expect(forged == false)
        #expect(append(2, after: links[1], to: &chains))
    }

    @Test func `a server does not take what another life of the database wrote`() {
        var (mine, ledger) = (Office.copy(1), Office.ledger)
        let replica = Writer(1).replica
        save(1, to: &mine, as: replica)
        mine.push(to: &ledger)
        var other = mine
        save(2, to: &mine, as: replica)
        save(3, to: &mine, as: replica)
        save(4, to: &other, as: replica)
        other.push(to: &ledger)
        let last = mine.unsent[1]
        let run = Push.Run(link: last.link, leavesGap: false, changes: [SentChange(last.change)])
        let verdicts = ledger.take(
            Push(points: [], runs: [run]), from: mine.device, milliseconds: 1)
        #expect(verdicts.verdicts.map(\.answer) == [.wrongLink])
        #expect(ledger.entries.count == 2)
        mine.reenter(
            from: mine.unsent[0].dot, as: ReplicaID(bytes: [UInt8](repeating: 66, count: 16))!,
            milliseconds: 1)
        mine.push(to: &ledger)
        #expect(mine.unsent.isEmpty && ledger.entries.count == 4)
    }

    @Test func `a push goes on through what the server holds already`() {
        var (mine, ledger) = (Office.copy(1), Office.ledger)
        for value in 1...3 { save(Int64(value), to: &mine, as: Writer(1).replica) }
        var early = mine
        early.push(to: &ledger)
        let run = Push.Run(
            link: mine.unsent[0].link, leavesGap: false,
            changes: mine.unsent.map { SentChange($0.change) })
        let verdicts = ledger.take(
            Push(points: [], runs: [run]), from: mine.device, milliseconds: 1)
        mine.hear(verdicts, milliseconds: 1)
        #expect(mine.unsent.isEmpty && ledger.entries.count == 3)
    }

    private func save(_ value: Int64, to copy: inout BookCopy, as replica: ReplicaID) {
        let writes = copy.open(Writer.record).edit([RegisterKey(1): .integer(value)])
        _ = copy.save(writes, as: replica, milliseconds: 1)
    }
}
