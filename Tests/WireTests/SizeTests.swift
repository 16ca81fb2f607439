import Bytes
import Causality
import Clientele
import Compression
import Crypto
import Seeds
import Sync
import Testing
import Wire

struct SizeTests {
    private static func sign(_ statement: [UInt8]) -> [UInt8] {
        SHA256.digest(statement) + SHA256.digest(statement.reversed())
    }

    private static func frame(of changes: [Change], in context: Context) -> [UInt8] {
        let runs = Dictionary(grouping: changes, by: \.dot.replica).values
            .sorted { $0[0].claimed < $1[0].claimed }
            .map { changes in
                Push.Run(
                    link: .zero, leavesGap: false, changes: changes.map { SentChange($0) })
            }
        return Push(points: [.start], runs: runs).frame(
            in: context, book: BookID(words: (high: 1, low: 2)),
            device: DeviceID(words: (high: 3, low: 4)), signedBy: sign)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `a thousand updates of one field take at most 20 bytes each`(seed: UInt64) {
        var clientele = Clientele(seed: seed)
        var roll = Roll()
        for replica in clientele.replicas { roll.enter(replica, using: sha256) }
        let frame = Self.frame(
            of: clientele.updates(), in: Context(roll: roll, hash: sha256))
        #expect(frame.count <= 20_000)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `a thousand clients take at most 1.3 times their deflated spreadsheet`(
        seed: UInt64
    ) throws {
        var clientele = Clientele(seed: seed)
        let (cards, changes) = clientele.arrivals(1_000)
        let spreadsheet = Array((Card.header + cards.map(\.row).joined()).utf8)
        let frame = Self.frame(of: changes, in: Context(hash: sha256))
        #expect(frame.count * 10 <= (try Deflate.bytes(of: spreadsheet)).count * 13)
    }

    @Test func `a vector of a thousand replicas takes 20 kilobytes, with numbers 6`() {
        var seed = SeededGenerator(seed: 5)
        var (roll, vector) = (Roll(), VersionVector())
        for _ in 0..<1_000 {
            let replica = ReplicaID.random(using: &seed)
            roll.enter(replica, using: sha256)
            vector.merge(VersionVector([replica: UInt64(seed.number(1...20_000))]))
        }
        let hello = Hello(
            protocolVersion: 1, schemaVersion: 1, book: BookID(words: (high: 1, low: 2)),
            device: DeviceID(words: (high: 3, low: 4)), lanes: [], vector: vector, points: [.start])
        let context = Context(roll: roll, hash: sha256)
        #expect(hello.body(in: context, rollCount: 0).writer.bytes.count <= 20_000)
        #expect(hello.body(in: context).writer.bytes.count <= 6_000)
    }
}
