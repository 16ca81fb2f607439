import Bytes
import Causality
import Sync
import Testing
import Wire

/// What is computed from golden bytes: hashes, links, marks, digests, and what is signed.
struct DerivedTests {
    private static let files = VectorFiles("derived")

    @Test func `what follows from golden bytes is what the golden list says`() throws {
        let derived = Self.hashes + Self.marks + Self.statements + Self.digests
        for (name, bytes) in derived { try Self.files.add(name, Hexadecimal.text(bytes)) }
        let list = try Self.files.list().map { ($0[0], $0[1]) }
        let known = Dictionary(list, uniquingKeysWith: { first, _ in first })
        #expect(known.count == derived.count)
        for (name, bytes) in derived { #expect(known[name] == Hexadecimal.text(bytes), "\(name)") }
    }

    private static var hashes: [(String, [UInt8])] {
        var chain = Chain(of: Samples.replica)
        var results: [(String, [UInt8])] = []
        for (name, change) in [("client", Samples.client), ("update", Samples.update)] {
            let hash = sha256(change.payload)
            chain.append(change.dot, payloadHash: hash, using: sha256)
            results.append(("payload-hash:payload-\(name)", hash.bytes))
            results.append(("link:payload-\(name)", chain.head.bytes))
            let again = Reentry.dot(of: hash, using: sha256)?.replica.bytes ?? []
            results.append(("reentry:payload-\(name)", again))
        }
        let point = LogPoint.start.after(Samples.entry(1, .accepted), using: sha256)
        return results + [("log-hash:entry-accepted", point?.hash.bytes ?? [])]
    }

    private static var marks: [(String, [UInt8])] {
        (0...4).map { count in
            var writer = ByteWriter()
            writer.word(Vector.context.roll.mark(of: count))
            return ("roll-mark:\(count)", writer.bytes)
        }
    }

    private static var statements: [(String, [UInt8])] {
        let body = Samples.push.body(in: Vector.context, rollCount: 0).writer.bytes
        let nonce = (0..<32).map { UInt8($0) }
        return [
            (
                "statement:push-signed",
                Envelope.statement(
                    kind: .push, book: Vector.book, device: Vector.device, body: body)
            ), ("statement:receipt", Samples.receipt.statement),
            ("statement:enrol", Enrol.statement(code: "K7QD-0001", device: Vector.device)),
            (
                "statement:proof",
                Proof.statement(book: Vector.book, device: Vector.device, nonce: nonce)
            ),
        ]
    }

    private static var digests: [(String, [UInt8])] {
        let plain = BookState(records: [Samples.key: Samples.record])
        var refused = plain
        refused.apply(EmptyForm(emptying: Samples.update, payloadHash: .zero))
        var early = BookState()
        early.apply(
            Samples.update, stamp: Samples.stamp, accepted: Samples.stamps.accepted)
        return [("nothing", BookState()), ("plain", plain), ("refused", refused), ("early", early)]
            .map { ("digest:\($0)", StateDigest(of: $1, using: sha256).bytes) }
    }
}
