import Bytes
import Causality
import Testing
import Wire

struct FrameTests {
    private static let replica = ReplicaID(bytes: Array(0..<16))!

    @Test func `every message is the same after its frame`() throws {
        let vector = VersionVector([Self.replica: 7])
        try check(Hello(vector: vector))
        try check(Welcome(vector: vector, head: 300, clock: Stamp(milliseconds: 12)))
        try check(Push(payloads: [[1, 2, 3], []]))
        try check(
            Verdicts([
                .accepted(position: 9, effective: Stamp(bits: 77)), .gap(expected: 4), .dotTaken,
            ]))
        try check(Pull(after: 1 << 40, waitSeconds: 30))
        try check(
            Entries([Entry(position: 5, effective: Stamp(bits: 1), payload: [8])], head: 6))
    }

    private func check<Said: Message>(_ message: Said) throws {
        let frame = message.frame
        #expect(try Said(frame: frame) == message)
        for end in frame.indices {
            #expect(throws: MalformedBytes.self) { try Said(frame: Array(frame[..<end])) }
        }
        for index in frame.indices {
            var damaged = frame
            damaged[index] ^= 0x10
            #expect(throws: MalformedBytes.self) { try Said(frame: damaged) }
        }
    }

    @Test func `a frame of another kind is refused`() {
        #expect(throws: MalformedBytes(offset: 1, reason: .unknownKind)) {
            try Push(frame: Pull(after: 0, waitSeconds: 0).frame)
        }
    }

    @Test func `a frame that claims to be huge is refused without its bytes`() {
        var writer = ByteWriter()
        writer.byte(MessageKind.push.rawValue)
        writer.varint(1 << 60)
        #expect(throws: MalformedBytes(offset: 10, reason: .overLimit)) {
            try Push(frame: writer.bytes)
        }
    }

    @Test func `a push of too many changes is refused`() {
        let push = Push(payloads: Array(repeating: [0], count: Push.changesMax + 1))
        #expect(throws: MalformedBytes.self) { try Push(frame: push.frame) }
    }
}
