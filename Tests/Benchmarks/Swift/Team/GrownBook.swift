import Crypto
import PostgreSQL
import ServerStore
import Sync
import Synchronization

/// A book of some size, and what is pushed and pulled at its end.
final class GrownBook: Sendable {
    private static let now: UInt64 = 1_800_000_000_000
    private static let pulls = 20

    private let pool: Pool
    private let office: BookOffice
    private let caller: BookOffice.Caller
    private let start: LogPoint
    private let seed = Mutex<UInt64>(100)

    init(records: Int, replicas: Int, on server: TeamServer) async throws {
        let work = try StoreWork(clientsCount: 250)
        let notary = Notary(signingWith: try SigningKey(), number: 1)
        pool = server.ownPool(size: 1)
        office = BookOffice(pool: pool, notary: notary)
        let book = try await server.book()
        caller = BookOffice.Caller(book: book, device: work.device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        for push in work.pushes { _ = try await office.answer(push, from: caller, at: Self.now) }
        let connection = try await server.connection()
        let padded = try await PaddedBook.pad(
            book, to: records, replicas: replicas, by: connection)
        try await connection.run("ANALYZE")
        await connection.close()
        start = padded.head
        _ = try await push()
    }

    func close() async { await pool.close() }

    /// Pushes changes that nobody has pushed yet.
    func push() async throws -> Run {
        let next = seed.withLock { seed in
            seed += 1
            return seed
        }
        let work = try StoreWork(clientsCount: 1_000, seed: next)
        let pushes = work.pushes
        let stopwatch = try Stopwatch()
        for push in pushes {
            guard
                case .verdicts(let verdicts) = try await office.answer(
                    push, from: caller(as: work), at: Self.now)
            else { throw BenchmarkFailure.refused("A push was not taken.") }
            guard case .judged? = verdicts.verdicts.last?.answer else {
                throw BenchmarkFailure.refused("A change was not taken.")
            }
        }
        return try stopwatch.stop(count: work.changes.count)
    }

    private func caller(as work: StoreWork) -> BookOffice.Caller {
        BookOffice.Caller(book: caller.book, device: work.device, permit: caller.permit)
    }

    /// Takes the first page after what the book was filled up with.
    func pull() async throws -> Run {
        let pull = Pull(points: [start], waitSeconds: 0)
        let stopwatch = try Stopwatch()
        var count = 0
        for _ in 0..<Self.pulls {
            guard case .page(let page) = try await office.answer(pull, from: caller, at: Self.now)
            else { throw BenchmarkFailure.refused("A pull was not answered.") }
            count += page.items.count
        }
        guard count > 0 else { throw BenchmarkFailure.refused("Nothing was pulled.") }
        return try stopwatch.stop(count: count)
    }
}
