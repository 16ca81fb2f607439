import Bytes
import Testing
import Wire

struct FrameTests {
    @Test func `every message of who somebody is is the same after its frame`() throws {
        try check(Knock(book: Vector.book, device: Vector.device))
        try check(Challenge(nonce: [UInt8](repeating: 3, count: 32)))
        try check(Pass(token: "secret", lifetimeSeconds: 60))
        try check(Enrolled(book: Vector.book))
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
            try Challenge(frame: Enrolled(book: Vector.book).frame)
        }
    }

    @Test func `a frame that claims to be huge is refused without its bytes`() {
        var writer = ByteWriter()
        writer.byte(MessageKind.challenge.rawValue)
        writer.varint(1 << 60)
        #expect(throws: MalformedBytes(offset: 10, reason: .overLimit)) {
            try Challenge(frame: writer.bytes)
        }
    }
}
