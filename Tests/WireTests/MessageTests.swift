import Bytes
import Causality
import Sync
import Testing
import Wire

struct MessageTests {
    private static func context(of makings: Makings) -> Context {
        var roll = Roll()
        for replica in makings.replicas.prefix(3) { roll.enter(replica, using: sha256) }
        return Context(roll: roll, hash: sha256)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `every message is the same after its frame`(seed: UInt64) throws {
        var makings = Makings(seed: seed)
        let context = Self.context(of: makings)
        for message in makings.messages() {
            for count in [0, 1, 3] { try check(message, in: context, rollCount: count) }
        }
    }

    private func check<Said: SessionMessage>(
        _ message: Said, in context: Context, rollCount: Int
    ) throws {
        let frame = message.frame(in: context, rollCount: rollCount)
        let read = try Said(frame: frame, in: context)
        #expect(read == message)
        #expect(read.frame(in: context, rollCount: rollCount) == frame)
    }

    @Test(arguments: 100...110 as ClosedRange<UInt64>)
    func `damaged bodies are refused, or are what they now say`(seed: UInt64) throws {
        var makings = Makings(seed: seed)
        let context = Self.context(of: makings)
        for message in makings.messages() { try damage(message, in: context, &makings) }
    }

    private func damage<Said: SessionMessage>(
        _ message: Said, in context: Context, _ makings: inout Makings
    ) throws {
        let body = message.body(in: context).writer.bytes
        for end in body.indices {
            #expect(throws: MalformedBytes.self) {
                try Said(body: Array(body[..<end]), in: context)
            }
        }
        for index in body.indices {
            var damaged = body
            damaged[index] ^= 1 << UInt8.random(in: 0..<8, using: &makings.seed)
            guard let read = try? Said(body: damaged, in: context) else { continue }
            let count = Int(try ByteReaderCount.first(of: damaged))
            #expect(read.body(in: context, rollCount: count).writer.bytes == damaged)
        }
    }
}

/// The number that a body begins with.
enum ByteReaderCount {
    static func first(of body: [UInt8]) throws -> UInt64 {
        var reader = ByteReader(body)
        return try reader.varint()
    }
}
