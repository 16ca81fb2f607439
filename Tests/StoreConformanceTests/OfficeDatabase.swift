import Bytes
import Catalog
import Causality
import Correspondence
import PostgreSQL
import ServerStore
import Sync
import Synchronization
import TestOffice

/// The office's log of a book in PostgreSQL: the server's store.
final class OfficeDatabase: ConformingStore {
    private let office: Office
    private let company: Company
    private let objecting = Objecting()
    private var pool: Pool
    private var desk: BookOffice

    init(_ office: Office, of company: Company) async throws {
        (self.office, self.company) = (office, company)
        pool = Pool(office.settings)
        desk = Self.desk(company, pool)
        try await office.backUp()
    }

    private static func desk(_ company: Company, _ pool: Pool) -> BookOffice {
        var limits = BookOffice.Limits()
        limits.pageEntries = Company.countMax
        limits.chunkRecords = Company.countMax
        let notary = Notary(signer: company.signer, keys: company.keys, check: company.check)
        return BookOffice(pool: pool, notary: notary, limits: limits)
    }

    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said {
        switch deed {
        case .asked(let envelope, let isObjected):
            objecting.set(isObjected)
            return .replied(try await answer(envelope, at: milliseconds))
        case .released:
            _ = try await desk.release(company.book, isOwnersWish: true, at: milliseconds)
        case .declaredDurable(_, let isDropped):
            let durable = try await desk.declareDurable(
                company.book, ageMilliseconds: 0, at: milliseconds)
            while isDropped, try await desk.compact(company.book) {}
            return .durable(durable)
        case .backedUp: try await office.backUp()
        case .restored: try await office.restore()
        case .happened, .wrote: break
        }
        return .nothing
    }

    private func answer(
        _ envelope: Envelope, at milliseconds: UInt64
    ) async throws -> Session.Reply {
        let caller = BookOffice.Caller(
            book: company.book, device: envelope.device
        ) { [objecting] _ in
            BookOffice.Permit(isRevoked: false, objection: objecting.objection)
        }
        return switch envelope.letter {
        case .hello(let hello):
            .welcome(try await desk.answer(hello, from: caller, at: milliseconds))
        case .push(let push): try await desk.answer(push, from: caller, at: milliseconds)
        case .pull(let pull): try await desk.answer(pull, from: caller, at: milliseconds)
        case .offer(let offer): try await desk.answer(offer, from: caller, at: milliseconds)
        case .snapshot(let query): try await desk.answer(query, from: caller, at: milliseconds)
        }
    }

    func holding(at milliseconds: UInt64) async throws -> Holding {
        let book = company.book
        let (head, digest, log) = try await pool.transaction(.snapshot) { connection in
            let head: (Int64, [UInt8], [UInt8])? = try connection.first(
                "SELECT position, hash, digest FROM book_heads WHERE book_id = \(book)"
            ) { (row) throws(PostgreSQLError) in
                (try row.read(0), try row.read(1), try row.read(2))
            }
            let log: [LogPoint] = try connection.rows(
                """
                SELECT position, hash FROM log_entries
                WHERE book_id = \(book) AND position > (
                    SELECT compacted FROM book_heads WHERE book_id = \(book))
                ORDER BY position
                """
            ) { (row) throws(PostgreSQLError) in
                let position: Int64 = try row.read(0)
                return LogPoint(
                    position: UInt64(position),
                    hash: ContentHash(bytes: try row.read(1, as: [UInt8].self)) ?? .zero)
            }
            let (position, hash, digest) = head ?? (0, [], [])
            let point = LogPoint(
                position: UInt64(position), hash: ContentHash(bytes: hash) ?? .zero)
            return (point, ContentHash(bytes: digest) ?? .zero, log)
        }
        let lines = Mutex("")
        try await ServerStore(pool: pool).export(book) { part in lines.withLock { $0 += part } }
        return Holding(
            point: head, digest: digest, lines: lines.withLock { $0.exportLines }, log: log)
    }

    func reopen() async throws {
        await pool.close()
        pool = Pool(office.settings)
        desk = Self.desk(company, pool)
    }

    func close() async { await pool.close() }
}
