import Bytes
import Causality
import Seeds
import Sync
import Testing

struct ChainTests {
    private var ann = Writer(1)

    @Test mutating func `a change that travels empty keeps its place in the chain`() {
        let changes = [ann.write(.text("A")), ann.write(.text("B")), ann.write(.text("C"))]
        var (full, empty) = (Chain(of: ann.replica), Chain(of: ann.replica))
        for change in changes {
            full.append(change.dot, payloadHash: toyHash(change.payload), using: toyHash)
            let form = EmptyForm(emptying: change, payloadHash: toyHash(change.payload))
            empty.append(form.dot, payloadHash: form.payloadHash, using: toyHash)
        }
        #expect(full == empty)
    }

    @Test mutating func `another payload anywhere gives another link`() {
        let (first, second) = (ann.write(.text("A")), ann.write(.text("B")))
        var (honest, forged) = (Chain(of: ann.replica), Chain(of: ann.replica))
        honest.append(first.dot, payloadHash: toyHash([1]), using: toyHash)
        forged.append(first.dot, payloadHash: toyHash([2]), using: toyHash)
        honest.append(second.dot, payloadHash: toyHash([3]), using: toyHash)
        forged.append(second.dot, payloadHash: toyHash([3]), using: toyHash)
        #expect(honest.head != forged.head)
    }

    @Test mutating func `only the next change of the same replica is linked`() {
        let (first, second) = (ann.write(.text("A")), ann.write(.text("B")))
        var chain = Chain(of: ann.replica)
        #expect(chain.append(second.dot, payloadHash: .zero, using: toyHash) == false)
        var other = Writer(2)
        let stranger = other.write(.text("A"))
        #expect(chain.append(stranger.dot, payloadHash: .zero, using: toyHash) == false)
        #expect(chain == Chain(of: ann.replica))
        #expect(chain.append(first.dot, payloadHash: .zero, using: toyHash) == true)
    }

    @Test mutating func `an empty form is the same after its bytes`() throws {
        let first = ann.write(.text("A"))
        let form = EmptyForm(
            emptying: ann.write(.text("B"), over: [first.dot]), payloadHash: toyHash([7]))
        var writer = ByteWriter()
        form.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try EmptyForm(from: &reader) == form)
        #expect(reader.isAtEnd)
    }

    @Test func `a hash is the same after its bytes`() {
        let bytes = (0..<32).map { UInt8($0) }
        #expect(ContentHash(bytes: bytes)?.bytes == bytes)
        #expect(ContentHash(bytes: bytes.dropLast()) == nil)
    }
}

/// A hash that is good enough to tell different bytes of the tests apart, and the same everywhere.
let toyHash: HashFunction = { bytes in
    var (state, result) = (UInt64(bytes.count), [UInt8]())
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 &+ 0x9e37_79b9 }
    for _ in 0..<4 {
        var random = SeededGenerator(seed: state)
        state = random.next()
        result += (0..<8).map { UInt8(truncatingIfNeeded: state >> (8 * $0)) }
    }
    return ContentHash(bytes: result)!
}
