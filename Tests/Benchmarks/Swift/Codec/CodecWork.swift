import Bytes
import Causality
import Clientele
import Compression
import Crypto
import Sync
import Wire

/// Changes of a book, on their way to the wire and back.
struct CodecWork: Sendable {
    private let runs: [Push.Run]
    private let payloads: [[UInt8]]
    private let changes: [Change]
    private let writes: Int
    private let context: Context

    private static let sha256: HashFunction = { ContentHash(bytes: SHA256.digest($0)) ?? .zero }

    /// A thousand updates of one field each, of clients that a year has brought.
    static func updates() -> CodecWork {
        var clientele = Clientele()
        var roll = Roll()
        for replica in clientele.replicas { roll.enter(replica, using: sha256) }
        return CodecWork(of: clientele.updates(), Context(roll: roll, hash: sha256))
    }

    /// A thousand clients that are new.
    static func clients() -> CodecWork {
        var clientele = Clientele()
        return CodecWork(of: clientele.arrivals(1_000).changes, Context(hash: sha256))
    }

    private init(of changes: [Change], _ context: Context) {
        self.changes = changes
        self.context = context
        payloads = changes.map(\.payload)
        writes = changes.reduce(0) { $0 + $1.writes.count }
        runs = Dictionary(grouping: changes, by: \.dot.replica).values
            .sorted { $0[0].claimed < $1[0].claimed }
            .map { changes in
                Push.Run(
                    link: .zero, leavesGap: false, changes: changes.map { SentChange($0) })
            }
    }

    private func measure(_ times: Int, _ body: () throws -> Int) throws -> Run {
        var sum = 0
        let stopwatch = try Stopwatch()
        for _ in 0..<times { sum &+= try body() }
        let run = try stopwatch.stop(count: times * writes)
        precondition(sum != 0, "what came out is read, so that no loop is left out")
        return run
    }
}

extension CodecWork {
    /// Changes become payloads, one by one.
    func writePayloads(times: Int) throws -> Run {
        try measure(times) { changes.reduce(0) { $0 + $1.payload.count } }
    }

    /// Payloads become changes, one by one.
    func readPayloads(times: Int) throws -> Run {
        try measure(times) {
            try payloads.reduce(0) { $0 + (try Change(payload: $1).writes.count) }
        }
    }

    /// A batch, before deflate.
    func encode(times: Int) throws -> Run {
        let push = Push(points: [], runs: runs)
        return try measure(times) { push.body(in: context).writer.bytes.count }
    }

    /// The changes of a batch, read so far that they can be merged.
    func decode(times: Int) throws -> Run {
        let body = Push(points: [], runs: runs).body(in: context).writer.bytes
        return try measure(times) { try Push(body: body, in: context).runs.count }
    }

    /// A frame with everything: columns, deflate, checksum, and the link of every change.
    func send(times: Int) throws -> Run {
        let push = Push(points: [], runs: runs)
        return try measure(times) { push.frame(in: context).count + link(push) }
    }

    /// Such a frame read, and every link computed.
    func receive(times: Int) throws -> Run {
        let frame = Push(points: [], runs: runs).frame(in: context)
        return try measure(times) { link(try Push(frame: frame, in: context)) }
    }

    private func link(_ push: Push) -> Int {
        push.runs.reduce(0) { sum, run in
            guard let first = run.changes.first else { return sum }
            var chain = Chain(
                after: Dot(replica: first.dot.replica, counter: first.dot.counter - 1),
                head: run.link)
            for change in run.changes {
                let hash = context.hash(change.payload)
                chain.append(change.dot, payloadHash: hash, using: context.hash)
            }
            return sum + Int(chain.last.counter)
        }
    }
}

extension CodecWork {
    /// Payloads as blocks, one after the other.
    func encodePlainly(times: Int) throws -> Run {
        try measure(times) { blocks.count }
    }

    /// Blocks read, and the changes in them.
    func decodePlainly(times: Int) throws -> Run {
        let blocks = blocks
        return try measure(times) {
            var reader = ByteReader(blocks)
            var sum = 0
            for _ in 0..<(try reader.count(max: payloads.count)) {
                let payload = try reader.block(max: Change.Limits.payloadBytesMax)
                sum += try Change(payload: payload).writes.count
            }
            return sum
        }
    }

    /// Blocks compressed and linked.
    func sendPlainly(times: Int) throws -> Run {
        let push = Push(points: [], runs: runs)
        return try measure(times) {
            try Deflate.bytes(of: blocks).count + link(push)
        }
    }

    private var blocks: [UInt8] {
        var writer = ByteWriter()
        writer.varint(UInt64(payloads.count))
        for payload in payloads { writer.block(payload) }
        return writer.bytes
    }
}
