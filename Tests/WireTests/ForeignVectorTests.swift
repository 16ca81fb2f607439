import Bytes
import Sync
import Testing
import Wire

/// Frames that an agent in another language has written, with what they mean to it: a reader and a
/// writer that were wrong alike would not come to the same.
struct ForeignVectorTests {
    private static let files = VectorFiles("foreign")
    private static let derived = VectorFiles("foreign-derived")

    private static func vectors() throws -> [Vector] {
        try files.list().map { line in
            let kind = try #require(UInt8(line[2]))
            return Vector(line[0], .frame, kind: kind, try files.bytes(line[0]))
        }
    }

    @Test func `what another agent wrote is read, and written again to the same bytes`() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count >= 80)
        for vector in vectors {
            let (read, written) = try vector.again()
            #expect(read == written, "\(vector.name)")
        }
    }

    @Test func `the changes of its pushes are the payloads that it meant`() throws {
        let known = try Self.derived.list()
        for vector in try Self.vectors() where vector.kind == MessageKind.push.rawValue {
            let envelope = try Envelope(vector.bytes, expecting: .push)
            let push = try Push(envelope, in: Vector.context)
            let payloads = push.runs.flatMap(\.changes).flatMap(\.payload)
            let expected = known.first { $0[0] == "payloads:\(vector.name)" }?[1]
            #expect(Hexadecimal.text(sha256(payloads).bytes) == expected, "\(vector.name)")
        }
    }

    // Their positions leave gaps on purpose: only the hashes are walked.
    @Test func `the entries of its pages lead to the log hash at which they end`() throws {
        for vector in try Self.vectors() where vector.kind == Page.kind.rawValue {
            let envelope = try Envelope(vector.bytes, expecting: Page.kind)
            let page = try Page(envelope, in: Vector.context)
            let start = try #require(page.receipts.first?.start.hash)
            let end = page.items.reduce(start) { hash, item in
                sha256(hash.bytes + item.entry.encoded)
            }
            #expect(end == page.end.hash, "\(vector.name)")
        }
    }
}
