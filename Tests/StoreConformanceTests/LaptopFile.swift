import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import Correspondence
import Machine
import SQLite
import Sync

/// A laptop's copy of a book in its SQLite file: the agent's store, and the clerk who does what the
/// session says.
final class LaptopFile: ConformingStore {
    private let path: String
    private let seat: LaptopSeat
    private let company: Company
    private var database: Database
    private var clerk: Clerk

    init(_ seat: LaptopSeat, of company: Company, at path: String) async throws {
        (self.seat, self.company, self.path) = (seat, company, path)
        database = try await Database.open(at: path, migrations: FileSchema.migrations)
        clerk = Self.clerk(seat, company, database)
        _ = try await clerk.desk.learn(company.keys, at: 1)
    }

    private static func clerk(
        _ seat: LaptopSeat, _ company: Company, _ database: Database
    ) -> Clerk {
        let desk = BookDesk(
            book: company.book, device: seat.device, database: database, check: company.check
        ) { seat.mint() }
        return Clerk(desk: desk, changesMax: Company.countMax, waitSeconds: 0)
    }

    func perform(_ deed: Deed, at milliseconds: UInt64) async throws -> Said {
        switch deed {
        case .happened(let event):
            let orders = try await clerk.handle(event, at: milliseconds)
            return .sent(
                orders.compactMap { order in
                    guard case .send(let letter, let ticket) = order else { return nil }
                    return Said.Letter(letter: letter, ticket: ticket)
                })
        case .wrote(let key, let edit):
            return .saved(
                try await clerk.desk.save(at: milliseconds) { open, _ in
                    edit.writes(
                        over: Sight(of: try open(key), in: Catalog.schema) { Record(key: $0) })
                })
        default: return .nothing
        }
    }

    func holding(at milliseconds: UInt64) async throws -> Holding {
        let desk = clerk.desk
        let (point, digest) = try await desk.parity(at: milliseconds)
        let offer = try await desk.offer(after: nil, countMax: .max, at: milliseconds)
        let bytes = try await desk.export().bytes(from: 0, countMax: 1 << 22)
        return Holding(
            point: point, digest: digest,
            lines: String(decoding: bytes, as: UTF8.self).exportLines,
            log: offer.entries.map(\.point),
            refused: try await desk.handedBack(at: milliseconds).map(\.dot))
    }

    /// A snapshot that was on its way is in no memory any more, and goes from the disk too, so that
    /// all ask for the same.
    func reopen() async throws {
        await clerk.desk.forgetSnapshot()
        await clerk.desk.close()
        database = try await Database.open(at: path, migrations: FileSchema.migrations)
        clerk = Self.clerk(seat, company, database)
    }

    func close() async { await database.close() }
}
