import AgentStore
import Bytes
import Catalog
import Causality
import Crypto
import Glibc
import SQLite
import Sync

/// A laptop on which one client gets one invoice after the other.
struct OneClient {
    private static let now: UInt64 = 1_800_000_000_000
    private let path: String

    init(in scratch: Scratch) { path = scratch.path + "/client.sqlite" }

    /// Adds drafts, after so many others that name the same client.
    func add(_ count: Int, after others: Int) async throws -> Run {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        let database = try await Database.open(
            at: path, migrations: FileSchema.migrations,
            settings: ConnectionSettings(syncsEachCommit: false))
        let replica = ReplicaID(words: (high: 9, low: 9))
        let desk = BookDesk(
            book: BookID(words: (high: 1, low: 1)), device: DeviceID(words: (high: 2, low: 2)),
            database: database, check: ReceiptCheck.function
        ) { replica }
        let client = try await add(to: Catalog.client, [(2, .text("Baker & Sons"))], on: desk)
        for _ in 0..<others { try await addDraft(of: client, on: desk) }
        let stopwatch = try Stopwatch()
        for _ in 0..<count { try await addDraft(of: client, on: desk) }
        let run = try stopwatch.stop(count: count)
        await desk.close()
        await database.close()
        return run
    }

    private func addDraft(of client: RecordID, on desk: BookDesk) async throws {
        _ = try await add(
            to: Catalog.draft,
            [(1, .text("invoice")), (2, client.value), (3, .text("EUR"))], on: desk)
    }

    private func add(
        to collection: RecordCollection, _ values: [(UInt32, Value)], on desk: BookDesk
    ) async throws -> RecordID {
        let key = RecordKey(collection: collection.number, id: try desk.mint(at: Self.now))
        _ = try await desk.save(at: Self.now) { _, _ in
            ([(Life.register, Life.alive.value)] + values).map { register, value in
                Write(
                    address: RegisterAddress(record: key, register: register), value: value,
                    replaces: [])
            }
        }
        return key.id
    }
}
