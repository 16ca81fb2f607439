import Bytes
import Causality
import Sync
import Testing

struct LogEntryTests {
    @Test func `no entry follows the last position that there is`() {
        let last = LogPoint(position: .max, hash: .zero)
        let entry = LogEntry(position: 0, content: .closed(Writer(1).replica))
        #expect(last.after(entry, using: toyHash) == nil)
    }

    private static var changes: [LogEntry.Content] {
        var ann = Writer(1)
        let first = ann.write(.text("A"))
        let second = ann.write(.text("B"), over: [first.dot])
        let stamps = Stamps(effective: Stamp(bits: 5), accepted: Stamp(bits: 9))
        let reason = Objection(
            .rule, rule: "r", field: first.writes[0].address, hint: "Do it otherwise.")
        let form = EmptyForm(emptying: second, payloadHash: toyHash(second.payload))
        return [
            .change(
                JudgedChange(
                    dot: first.dot, body: .payload(first.payload), ruling: .accepted,
                    stamps: stamps)),
            .change(
                JudgedChange(
                    dot: first.dot, body: .payload(first.payload),
                    ruling: .needsApproval(reason), stamps: stamps)),
            .change(
                JudgedChange(
                    dot: second.dot, body: .empty(form), ruling: .refused(reason),
                    stamps: stamps)),
            .closed(ann.replica),
        ]
    }

    private static var log: [LogEntry] {
        changes.enumerated().map { LogEntry(position: UInt64($0) + 1, content: $1) }
    }

    @Test(arguments: log) func `an entry is the same after its bytes`(entry: LogEntry) throws {
        var reader = ByteReader(entry.encoded)
        #expect(try LogEntry(from: &reader) == entry)
        #expect(reader.isAtEnd)
        for end in entry.encoded.indices {
            var short = ByteReader(Array(entry.encoded[..<end]))
            #expect(throws: MalformedBytes.self) { try LogEntry(from: &short) }
        }
    }

    @Test func `everything that an entry carries changes the log hash`() {
        let hashes = Self.log.map { entry in
            LogPoint.start.after(
                LogEntry(position: 1, content: entry.content), using: toyHash)
        }
        #expect(Set(hashes).count == Self.log.count)
        #expect(LogPoint.start.after(Self.log[1], using: toyHash) == nil)
    }

    @Test func `a receipt vouches for its entries and for no others`() throws {
        let receipt = Self.receipt
        let second = try #require(receipt.point(at: 1))
        #expect(Self.vouches(receipt, for: Self.log, after: .start))
        #expect(Self.vouches(receipt, for: Array(Self.log[1...2]), after: second))
        #expect(!Self.vouches(receipt, for: Array(Self.log[1...2]), after: .start))
        var forged = Self.log
        forged[2] = LogEntry(position: 3, content: .closed(Writer(9).replica))
        #expect(!Self.vouches(receipt, for: forged, after: .start))
        let more = Self.log + [LogEntry(position: 5, content: .closed(Writer(9).replica))]
        #expect(!Self.vouches(receipt, for: more, after: .start))
    }

    @Test func `a receipt whose signature is not the server's vouches for nothing`() {
        let forged = Receipt(
            book: Self.receipt.book, start: .start, hashes: Self.receipt.hashes, key: 1,
            signature: [1, 2, 3])
        #expect(!Self.vouches(forged, for: Self.log, after: .start))
    }

    private static var receipt: Receipt {
        var (point, hashes) = (LogPoint.start, [ContentHash]())
        for entry in log {
            point = point.after(entry, using: toyHash)!
            hashes.append(point.hash)
        }
        return Receipt(
            book: BookID(bytes: [UInt8](repeating: 4, count: 16))!, start: .start,
            hashes: hashes, key: 1, signedBy: { toyHash($0).bytes })
    }

    private static func vouches(
        _ receipt: Receipt, for entries: [LogEntry], after point: LogPoint
    ) -> Bool {
        receipt.vouches(for: entries, after: point, using: toyHash) { statement, signature, key in
            key == 1 && toyHash(statement).bytes == signature
        }
    }
}
