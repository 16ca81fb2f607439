import Bytes
import Sync

/// The hashes of a log that follow from entries in the same message, and therefore do not travel.
///
/// Each entry serves for one hash only, so that few bytes never ask for much hashing.
struct KnownEntries {
    private var entries: [UInt64: LogEntry]
    private let hash: HashFunction

    /// Of two entries at one position the first counts.
    init(_ entries: some Sequence<LogEntry>, hash: @escaping HashFunction) {
        self.entries = Dictionary(
            entries.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        self.hash = hash
    }

    /// The point after the one that is given, where the entry between is at hand.
    mutating func point(after before: LogPoint) -> LogPoint? {
        guard before.position < .max,
            let entry = entries.removeValue(forKey: before.position + 1)
        else { return nil }
        return before.after(entry, using: hash)
    }
}

extension BodyWriter {
    mutating func receipts(_ receipts: [Receipt], beside entries: some Sequence<LogEntry> = []) {
        writer.count(receipts.count)
        guard !receipts.isEmpty else { return }
        var known = KnownEntries(entries, hash: context.hash)
        for receipt in receipts {
            writer.identifier(receipt.book)
            point(receipt.start)
            writer.varint(UInt64(receipt.key))
            writer.block(receipt.signature)
            writer.count(receipt.hashes.count)
            var last = receipt.start
            for hash in receipt.hashes {
                let follows = known.point(after: last)?.hash == hash
                flag(!follows)
                if !follows { writer.contentHash(hash) }
                last = LogPoint(position: last.position &+ 1, hash: hash)
            }
        }
    }
}

extension BodyReader {
    mutating func receipts(
        beside entries: some Sequence<LogEntry> = []
    ) throws(MalformedBytes) -> [Receipt] {
        let count = try reader.count(max: Limits.receiptsMax)
        guard count > 0 else { return [] }
        var (receipts, known) = ([Receipt](), KnownEntries(entries, hash: context.hash))
        for _ in 0..<count {
            let (book, start): (BookID, LogPoint) = (try reader.identifier(), try point())
            let key = try reader.number()
            let signature = try reader.block(exactly: Limits.signatureBytes)
            receipts.append(
                Receipt(
                    book: book, start: start, hashes: try hashes(after: start, &known), key: key,
                    signature: signature))
        }
        return receipts
    }

    private mutating func hashes(
        after start: LogPoint, _ known: inout KnownEntries
    ) throws(MalformedBytes) -> [ContentHash] {
        var (last, hashes) = (start, [ContentHash]())
        for _ in 0..<(try reader.count(max: LogBatch.entriesMax)) {
            let next = known.point(after: last)
            let isSpelled = try flag()
            guard let hash = isSpelled ? try reader.contentHash() : next?.hash,
                !isSpelled || hash != next?.hash
            else { throw reader.failure(.notCanonical) }
            hashes.append(hash)
            last = LogPoint(position: last.position &+ 1, hash: hash)
        }
        return hashes
    }
}
