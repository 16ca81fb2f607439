import Compression
import Testing

struct CompressionTests {
    private static let plain = Array("counterfoil ".utf8).repeated(500)

    @Test(arguments: [[], [7], Array("a".utf8), plain, (0..<70_000).map { UInt8($0 * $0 % 251) }])
    func `bytes come back as they were`(_ plain: [UInt8]) throws {
        for cuts in [[], [1], [0, 3, 4, 5_000, 1_000_000]] {
            let packed = try Deflate.bytes(of: plain, cuts: cuts)
            #expect(try Inflate.bytes(of: packed, size: plain.count) == plain)
        }
    }

    @Test func `repetition becomes small`() throws {
        #expect(try Deflate.bytes(of: Self.plain).count < 200)
    }

    @Test func `parts of different natures are smaller with a cut between them`() throws {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<4_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let digits = (0..<4_000).map { _ in UInt8.random(in: 48...57, using: &generator) }
        let whole = try Deflate.bytes(of: noise + digits)
        let cut = try Deflate.bytes(of: noise + digits, cuts: [noise.count])
        #expect(cut.count < whole.count - 300)
    }

    @Test func `a bomb is stopped at its declared size`() throws {
        let bomb = try Deflate.bytes(of: [UInt8](repeating: 0, count: 8 << 20))
        #expect(bomb.count < 64 << 10)
        #expect(throws: CompressionError.longerThanDeclared(size: 1_000)) {
            try Inflate.bytes(of: bomb, size: 1_000)
        }
    }

    @Test func `a stream that gives less than declared is refused`() throws {
        let packed = try Deflate.bytes(of: Self.plain)
        #expect(throws: CompressionError.shorterThanDeclared(size: 6_001)) {
            try Inflate.bytes(of: packed, size: 6_001)
        }
    }

    @Test func `a stream that is cut off anywhere is refused`() throws {
        let packed = try Deflate.bytes(of: Self.plain)
        for end in packed.indices {
            #expect(throws: CompressionError.cutOff) {
                try Inflate.bytes(of: Array(packed[..<end]), size: Self.plain.count)
            }
        }
    }

    @Test func `bytes after the end are refused`() throws {
        let packed = try Deflate.bytes(of: Self.plain)
        #expect(throws: CompressionError.trailing) {
            try Inflate.bytes(of: packed + [0], size: Self.plain.count)
        }
    }

    @Test func `what is no stream is refused`() {
        #expect(throws: CompressionError.damaged) {
            try Inflate.bytes(of: [UInt8](repeating: 0xff, count: 40), size: 40)
        }
    }
}

extension [UInt8] {
    fileprivate func repeated(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in self } }
}
