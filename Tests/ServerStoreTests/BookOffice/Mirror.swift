import Catalog
import Causality
import Correspondence
import PostgreSQL
import ServerStore
import Sync
import Synchronization
import TestOffice
import Testing

/// One book twice: whole in memory, and in PostgreSQL. Both are asked the same, and have to answer
/// the same.
final class Mirror {
    let office: Office
    let book: BookID
    let verifier: ReceiptVerifier
    var log: BookLog
    private let desk: BookOffice
    private let objects: Objects
    private var backup: BookLog

    /// Whether the rules object to everything that comes at present.
    final class Objects: Sendable {
        private let state = Mutex(false)
        var objection: Objection? {
            state.withLock { $0 } ? Objection(.notPermitted, rule: "reader") : nil
        }
        func set(_ value: Bool) { state.withLock { $0 = value } }
    }

    static let countMax = 3

    init(_ office: Office) async throws {
        self.office = office
        book = try await office.book()
        let objects = Objects()
        self.objects = objects
        let sign: @Sendable ([UInt8]) -> [UInt8] = { LogHash.function([7] + $0).bytes }
        let signer = ReceiptSigner(key: 7, sign: sign)
        let keys = [ReceiptKey(number: 7, bytes: [UInt8](repeating: 7, count: 32))]
        let check: SignatureCheck = { statement, signature, _ in sign(statement) == signature }
        var limits = BookOffice.Limits()
        limits.pageEntries = Self.countMax
        limits.chunkRecords = Self.countMax
        desk = BookOffice(
            pool: office.pool, notary: Notary(signer: signer, keys: keys, check: check),
            limits: limits)
        verifier = ReceiptVerifier(book: book, keys: keys, check: check)
        log = BookLog(
            judge: Judge(schema: Catalog.schema) { _, _ in objects.objection },
            verifier: verifier, signer: signer,
            hash: LogHash.function)
        backup = log
    }

    /// Asks both, and expects one answer.
    func answer(
        _ envelope: Envelope, milliseconds: UInt64, objecting: Bool = false
    ) async throws -> Session.Reply {
        objects.set(objecting)
        let expected = log.answer(
            envelope, countMax: Self.countMax, milliseconds: milliseconds)
        let caller = BookOffice.Caller(book: book, device: envelope.device) { [objects] _ in
            BookOffice.Permit(isRevoked: false, objection: objects.objection)
        }
        let reply: Session.Reply =
            switch envelope.letter {
            case .hello(let hello):
                .welcome(try await desk.answer(hello, from: caller, at: milliseconds))
            case .push(let push): try await desk.answer(push, from: caller, at: milliseconds)
            case .pull(let pull): try await desk.answer(pull, from: caller, at: milliseconds)
            case .offer(let offer): try await desk.answer(offer, from: caller, at: milliseconds)
            case .snapshot(let query):
                try await desk.answer(query, from: caller, at: milliseconds)
            }
        #expect(reply == expected)
        let stands = try await standing()
        #expect(stands.head == log.head && stands.digest == log.digest.bytes)
        return reply
    }

    func release(milliseconds: UInt64) async throws {
        log.release()
        _ = try await desk.release(book, isOwnersWish: true, at: milliseconds)
    }

    /// Backs both up.
    func backUp() async throws {
        backup = log
        try await copy(from: "", to: "backup_")
    }

    /// Restores both from their backups.
    func restore() async throws {
        log = backup
        try await copy(from: "backup_", to: "")
    }

    private static let tables = [
        "book_heads", "log_entries", "receipts", "held_replicas", "record_states",
        "refused_changes", "early_removals", "unborn_records", "quarantined_changes",
        "log_graves", "attendances", "superseded_points", "recovery_points",
        "recovery_entries", "recovery_devices",
    ]

    private func copy(from source: String, to target: String) async throws {
        try await office.pool.transaction { connection in
            for table in Self.tables {
                let copy = target + table
                try connection.run("CREATE TABLE IF NOT EXISTS \(copy) (LIKE \(table))")
                try connection.run("DELETE FROM \(target)\(table)")
                try connection.run("INSERT INTO \(target)\(table) SELECT * FROM \(source)\(table)")
            }
        }
    }

    private func standing() async throws -> (head: LogPoint, digest: [UInt8]) {
        let book = book
        let row: (Int64, [UInt8], [UInt8])? = try await office.pool.withConnection { connection in
            try connection.first(
                "SELECT position, hash, digest FROM book_heads WHERE book_id = \(book)"
            ) { (row) throws(PostgreSQLError) in
                (try row.read(0), try row.read(1), try row.read(2))
            }
        }
        let (position, hash, digest) = try #require(row)
        let stored = try #require(ContentHash(bytes: hash))
        return (LogPoint(position: UInt64(position), hash: stored), digest)
    }
}
