import Causality
import PostgreSQL
import Sync

/// How the log of a book stands: the row that whoever appends has locked.
struct BookHead: Sendable {
    let point: LogPoint
    let digest: StateDigest
    let lastAccepted: Stamp
    let durable: UInt64
    let compacted: UInt64
    let attaching: DeviceID?
    let recoveringSince: UInt64?
    let replicasCount: Int32
    let hasRefusals: Bool
    let hasEarlyRemovals: Bool
    let hasUnborn: Bool
}

extension BookHead: RowReadable {
    static let columns = """
        position, hash, digest, last_accepted, durable, compacted, attaching, recovering_since,
        replicas_count, has_refusals, has_early_removals, has_unborn
        """

    init(row: borrowing Row) throws(PostgreSQLError) {
        point = LogPoint(
            position: UInt64(try row.read(0, as: Int64.self)),
            hash: try row.read(1, as: StoredHash.self).value)
        digest = StateDigest(stored: try row.read(2, as: StoredHash.self).value)
        lastAccepted = Stamp(stored: try row.read(3))
        durable = UInt64(try row.read(4, as: Int64.self))
        compacted = UInt64(try row.read(5, as: Int64.self))
        attaching = try row.read(6)
        recoveringSince = try row.read(7, as: Int64?.self).map { UInt64($0) }
        replicasCount = try row.read(8)
        hasRefusals = try row.read(9)
        hasEarlyRemovals = try row.read(10)
        hasUnborn = try row.read(11)
    }
}

/// Thirty-two bytes of a column.
struct StoredHash: Readable, Sendable {
    let value: ContentHash

    static func read(_ bytes: Span<UInt8>, type: DataType) -> StoredHash? {
        guard let bytes = [UInt8].read(bytes, type: type) else { return nil }
        return ContentHash(bytes: bytes).map { StoredHash(value: $0) }
    }
}

/// Hashes that stand one after the other in a column.
struct StoredHashes: Readable, Sendable {
    let values: [ContentHash]

    static func read(_ bytes: Span<UInt8>, type: DataType) -> StoredHashes? {
        guard let bytes = [UInt8].read(bytes, type: type),
            let values = try? StoredLog.hashes(from: bytes)
        else { return nil }
        return StoredHashes(values: values)
    }
}

extension Connection {
    /// Reads how a book's log stands, and locks it for whoever appends.
    func head(of book: BookID, isLocked: Bool) throws -> BookHead {
        let select = "SELECT \(BookHead.columns) FROM book_heads WHERE book_id = $1"
        let query = Query(sql: select + (isLocked ? " FOR UPDATE" : ""), book)
        let head = try first(query) { (row) throws(PostgreSQLError) in try BookHead(row: row) }
        guard let head else { throw ServerStoreError.noSuchBook(book) }
        return head
    }
}
