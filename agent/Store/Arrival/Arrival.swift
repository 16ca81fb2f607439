import Causality
import Glibc
import SQLite
import Sync

/// A snapshot that is on its way: a file beside the book's, in which the new base is laid out with
/// all that is shown of it, part after part, while the book goes on being used.
///
///     absent ──begin──▶ collecting ──take──▶ … ──follow──▶ … ──complete──▶ the book's file
///                           └────────────discard────────────▶ absent
///
/// Invariants:
/// 1. Each part is one transaction; what was taken is gone on with after any interruption.
/// 2. The book's own file is not touched until all of it is there.
/// 3. Parts that do not fit together leave nothing behind.
actor Arrival {
    /// So often it is gone on with although nothing came: a server that has no more of it, since
    /// its log was compacted or restored, is asked for another one.
    private static let resumptionsMax = 3

    nonisolated let path: String
    private let copy: @Sendable (StoredCopy) -> BookCopy
    private let settings: ConnectionSettings
    private var database: Database?

    /// Beside a book's file; `copy` makes of what was stored a copy of the book's.
    init(
        beside book: String, pagesMax: Int32?,
        copy: @escaping @Sendable (StoredCopy) -> BookCopy
    ) {
        path = book + ".arriving"
        self.copy = copy
        // Every part is written at once, and synced with those that come after it: after a power
        // cut the last ones come once more.
        settings = ConnectionSettings(syncsEachCommit: false, pagesMax: pagesMax)
    }

    /// Begins anew.
    func begin(_ head: SnapshotHead) async throws {
        await discard()
        try await write(isNew: true) { connection in
            var present = copy(try connection.storedCopy())
            let before = present
            present.stage(SnapshotAssembly(head))
            try connection.beginArrival(to: head.point, from: head.tail)
            try connection.write(CopyDifference(from: before, to: present))
        }
    }

    /// Takes the next records.
    func take(_ chunk: SnapshotChunk) async throws -> Session.Laptop.SnapshotProgress {
        let assembly = try await advance { present, ranges, connection in
            guard let arrival = try connection.arrival(of: ranges, in: present) else { return nil }
            var assembly = arrival
            guard assembly.take(chunk) else { return nil }
            present.lay([], for: Set(chunk.records.map(\.key)))
            try connection.keep(chunk, after: ranges.last)
            return assembly
        }
        return assembly?.collected ?? .torn
    }

    /// Follows the log; `swapped` once nothing is missing any more.
    func follow(
        _ page: Page, provedBy verifier: ReceiptVerifier
    ) async throws -> Session.Laptop.SnapshotProgress {
        let assembly = try await advance { present, ranges, connection in
            try present.lay(present.records(in: page), from: connection)
            guard var assembly = try connection.arrival(of: ranges, in: present),
                assembly.follow(page, provedBy: verifier, using: CopyHash.function),
                // The log ends before the snapshot does: it was restored meanwhile.
                !page.items.isEmpty || assembly.isFinished
            else { return nil }
            return assembly
        }
        guard let assembly else { return .torn }
        guard assembly.isFinished else { return assembly.collected }
        while try await write({ try $0.tidyWords() }) {}
        return .swapped
    }

    /// Takes over, piece by piece, what the book knows of the time before.
    func inherit(from book: String) async throws {
        var place: Int64? = .min
        while let after = place {
            place = try await write { try $0.inheritHistory(of: book, after: after) }
        }
    }

    /// How far a snapshot has come that was begun before; `nil` where none is gone on with.
    func resume() async throws -> Session.Laptop.SnapshotProgress? {
        guard access(path, F_OK) == 0 else { return nil }
        let progress: Session.Laptop.SnapshotProgress?
        do {
            progress = try await write { connection in
                let present = copy(try connection.storedCopy())
                let ranges = try connection.arrivedRanges()
                guard try connection.noteResumption() <= Self.resumptionsMax else { return nil }
                try connection.showAnewIfNeeded()
                return try connection.arrival(of: ranges, in: present)?.collected
            }
        } catch let error as SQLiteError where error.isDiskFull || error.isBusy {
            throw error
        } catch {
            // Whatever is wrong with it, or whoever wrote it: it comes once more.
            progress = nil
        }
        if progress == nil { await discard() }
        return progress
    }

    /// The point from which the log is to be followed.
    func point() async throws -> LogPoint? {
        try await write { try $0.storedCopy().cursor }
    }

    /// Removes it; that no power cut brings it back is not needed.
    func discard() async {
        await close()
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
    }

    /// Lets go of the file, which stays.
    func close() async {
        await database?.close()
        database = nil
    }
}

extension Arrival {
    /// Puts one more part with the others; one that does not fit leaves nothing behind.
    private func advance(
        _ part:
            @Sendable (
                _ present: inout BookCopy, _ ranges: [SnapshotChunk],
                _ connection: borrowing Connection
            ) throws -> SnapshotAssembly?
    ) async throws -> SnapshotAssembly? {
        let assembly: SnapshotAssembly? = try await write { connection in
            var present = copy(try connection.storedCopy())
            guard
                let assembly = try part(&present, try connection.arrivedRanges(), connection)
            else { return nil }
            let before = present
            present.stage(assembly)
            try connection.write(CopyDifference(from: before, to: present))
            try connection.forgetResumptions()
            return assembly
        }
        if assembly == nil { await discard() }
        return assembly
    }

    private func write<Result: Sendable>(
        isNew: Bool = false, _ body: @Sendable (borrowing Connection) throws -> Result
    ) async throws -> Result {
        if database == nil {
            guard isNew || access(path, F_OK) == 0 else { throw SQLiteError.closed }
            database = try await Database.open(
                at: path, migrations: FileSchema.migrations, readerCountMax: 1,
                settings: settings)
        }
        guard let database else { throw SQLiteError.closed }
        return try await database.write(body)
    }
}

extension SnapshotAssembly {
    /// How far its records have come. Even where the log brought nothing after them, the snapshot
    /// takes its place only after the log was asked.
    fileprivate var collected: Session.Laptop.SnapshotProgress {
        isCollected ? .collected : .next(after: next)
    }
}
