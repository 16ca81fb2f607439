import Bytes
import Causality
import Testing

private enum Thing {}

struct IdentifierMintTests {
    private static let replica = ReplicaID(
        words: (high: 0xfedc_ba98_7654_3210, low: 0x0123_4567_89ab_cdef))

    @Test func `minted ids are version 7 UUIDs that tell of their minting`() {
        var mint = IdentifierMint(of: Self.replica, after: 7)
        let id: Identifier<Thing> = mint.next(milliseconds: 1_800_000_000_000)
        #expect(id.text == "01a3185c-5000-7fed-b2ea-61d950000007")
        let origin = IdentifierOrigin(
            milliseconds: 1_800_000_000_000, node: Self.replica.node, serial: 7)
        #expect(id.origin == origin)
        #expect(Identifier(origin) == id)
    }

    @Test func `no two ids of a replica are alike, and they rise`() {
        var mint = IdentifierMint(of: Self.replica)
        let ids: [Identifier<Thing>] = (0..<1_000).map { mint.next(milliseconds: 5 + $0 / 300) }
        #expect(Set(ids).count == 1_000)
        #expect(ids == ids.sorted())
    }

    @Test func `serial numbers begin again when they are used up`() {
        var mint = IdentifierMint(of: Self.replica, after: IdentifierMint.serialsMax - 1)
        let ids: [Identifier<Thing>] = (0..<2).map { _ in mint.next(milliseconds: 1) }
        #expect(ids.map { $0.origin?.serial } == [IdentifierMint.serialsMax - 1, 0])
    }

    @Test func `an id of another making tells nothing`() {
        #expect(Identifier<Thing>(words: (high: 1, low: 1 << 63)).origin == nil)
        #expect(Identifier<Thing>(words: (high: 0x7000, low: 1)).origin == nil)
    }
}

struct SentRunTests {
    @Test(
        arguments: [
            (5, [2...3]), (9, [1...1, 3...4]), (1, []),
        ] as [(UInt64, [ClosedRange<UInt64>])])
    func `a run comes with the gaps below its highest counter`(
        highest: UInt64, gaps: [ClosedRange<UInt64>]
    ) throws {
        let run = try #require(CounterRun(upTo: highest, except: gaps))
        #expect(run.highest == highest)
        #expect(run.exceptions == gaps)
    }

    @Test(
        arguments: [
            (5, [5...5]), (5, [0...1]), (9, [3...4, 5...6]), (9, [3...4, 1...1]),
            (9, [1...3, 2...4]),
        ] as [(UInt64, [ClosedRange<UInt64>])])
    func `gaps that touch, overlap, fall or reach too far are none`(
        highest: UInt64, gaps: [ClosedRange<UInt64>]
    ) {
        #expect(CounterRun(upTo: highest, except: gaps) == nil)
    }
}

struct VectorMergeTests {
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `a merge holds what either side held, and nothing else`(seed: UInt64) {
        var random = Fold(state: seed)
        let replicas = (0..<6).map { _ in ReplicaID.random(using: &random) }
        var (left, right, held) = (VersionVector(), VersionVector(), Set<Dot>())
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            let dot = Dot(
                replica: replicas[Int.random(in: 0..<6, using: &random)],
                counter: .random(in: 1...12, using: &random))
            if Bool.random(using: &random) { left.insert(dot) } else { right.insert(dot) }
            held.insert(dot)
        }
        var merged = left
        merged.merge(right)
        var mirrored = right
        mirrored.merge(left)
        #expect(merged == mirrored)
        for replica in replicas {
            for counter in 0...13 as ClosedRange<UInt64> {
                let dot = Dot(replica: replica, counter: counter)
                #expect(merged.covers(dot) == held.contains(dot))
            }
        }
    }
}

/// A small generator that gives the same run everywhere.
private struct Fold: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
