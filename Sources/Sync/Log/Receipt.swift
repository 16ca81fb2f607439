import Bytes

/// The server's signed word for a run of entries: where they stand and what the log hash is there.
///
/// Whoever holds a receipt and its entries can prove to a server whose database is old what it
/// once accepted.
package struct Receipt: Hashable, Sendable {
    /// Entries of one run.
    package static let entriesCountMax = 500

    /// The book.
    package let book: BookID
    /// The point before the run.
    package let start: LogPoint
    /// The log hash after each entry of the run, in the order of the log.
    package let hashes: [ContentHash]
    /// Which key signed it.
    package let key: UInt32
    /// The signature over `statement`.
    package let signature: [UInt8]

    /// Keeps what was signed.
    package init(
        book: BookID, start: LogPoint, hashes: [ContentHash], key: UInt32, signature: [UInt8]
    ) {
        self.book = book
        self.start = start
        self.hashes = hashes
        self.key = key
        self.signature = signature
    }

    /// Signs a run of entries.
    package init(
        book: BookID, start: LogPoint, hashes: [ContentHash], key: UInt32,
        signedBy sign: ([UInt8]) -> [UInt8]
    ) {
        let unsigned = Receipt(
            book: book, start: start, hashes: hashes, key: key, signature: [])
        self.init(
            book: book, start: start, hashes: hashes, key: key,
            signature: sign(unsigned.statement))
    }

    /// The last point that it vouches for.
    package var end: LogPoint {
        LogPoint(
            position: start.position + UInt64(hashes.count), hash: hashes.last ?? start.hash)
    }

    /// The bytes that are signed.
    package var statement: [UInt8] {
        var writer = ByteWriter()
        writer.text("counterfoil receipt 1")
        writer.identifier(book)
        writer.varint(UInt64(key))
        writer.varint(start.position)
        writer.contentHash(start.hash)
        writer.count(hashes.count)
        for hash in hashes { writer.contentHash(hash) }
        return writer.bytes
    }

    /// The point that it vouches for at a position.
    package func point(at position: UInt64) -> LogPoint? {
        if position == start.position { return start }
        guard position > start.position, position <= end.position else { return nil }
        let index = Int(position - start.position) - 1
        return LogPoint(position: position, hash: hashes[index])
    }
}

extension Receipt {
    /// Whether the signature is good, and the entries are those that it vouches for.
    ///
    /// The entries may begin anywhere within the run; `before` is the point before the first.
    package func vouches(
        for entries: [LogEntry], after before: LogPoint, using hash: HashFunction,
        verify: (_ statement: [UInt8], _ signature: [UInt8], _ key: UInt32) -> Bool
    ) -> Bool {
        guard verify(statement, signature, key), point(at: before.position) == before else {
            return false
        }
        var present = before
        for entry in entries {
            guard let next = present.after(entry, using: hash),
                point(at: next.position) == next
            else { return false }
            present = next
        }
        return true
    }
}
