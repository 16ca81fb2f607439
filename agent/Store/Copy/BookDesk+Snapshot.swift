import SQLite
package import Sync

/// A snapshot takes the place of the base.
extension BookDesk {
    /// How far a snapshot has come that was begun before the program started, or before something
    /// stood in the way; `nil` where none is gone on with.
    package func resumeSnapshot() async throws -> Session.Laptop.SnapshotProgress? {
        try await arrival.resume()
    }

    /// The question for what follows the records of a snapshot.
    package func tail() async throws -> Pull {
        Pull(points: try await arrival.point().map { [$0] } ?? [], waitSeconds: 0)
    }

    /// Lets go of what lies beside the book's file.
    package func close() async { await arrival.close() }

    /// There is no use for a snapshot any more.
    package func forgetSnapshot() async { await arrival.discard() }

    /// Keeps a part of a snapshot on the disk, with those that came before, and puts the snapshot
    /// into the place of the base once all of it is there.
    package func stage(
        _ part: Conversation.Part, at milliseconds: UInt64
    ) async throws -> Session.Laptop.SnapshotProgress {
        switch part {
        case .head(let head):
            try await arrival.begin(head)
            return .next(after: nil)
        case .chunk(let chunk): return try await arrival.take(chunk)
        case .tail(let page):
            let verifier = try await verifier(at: milliseconds)
            let progress = try await arrival.follow(page, provedBy: verifier)
            if progress == .swapped { try await replaceBase(at: milliseconds) }
            return progress
        }
    }

    /// The new base's file takes over what is the laptop's, and then the place of the book's, in
    /// one step; the overlay stays as it is, but for changes whose dot the snapshot shows to be
    /// another's: they are entered again.
    private func replaceBase(at milliseconds: UInt64) async throws {
        try await arrival.inherit(from: database.path)
        await arrival.close()
        try await numberer.turn { marks in
            try marks.announce(arrival.path)
            // What is moved into the old file now keeps nobody waiting during the exchange.
            try await database.checkpoint()
            // Marks that cannot be settled now tell of the right file all the same.
            defer { try? marks.settle() }
            try await exchange(for: arrival.path, at: milliseconds)
        }
    }

    private func exchange(for other: String, at milliseconds: UInt64) async throws {
        try await database.exchange(for: other) { connection in
            let step = try connection.copyStep()
            var copy = try present(connection, at: milliseconds)
            try layKept(in: &copy, from: connection)
            // It is synced once, before it takes its place.
            let incoming = try Connection.open(
                at: other, settings: ConnectionSettings(syncsEachCommit: false))
            try incoming.withBook(at: database.path) { incoming in
                try incoming.takeOver()
                try put(copy, over: incoming, at: milliseconds)
                try incoming.forgetArrival()
                try incoming.execute("UPDATE copy SET step = ?", step + 1)
            }
            try incoming.checkpoint(.truncate)
        }
    }

    /// Lays what is the laptop's own over the new base.
    private func put(
        _ book: BookCopy, over incoming: borrowing Connection, at milliseconds: UInt64
    ) throws {
        var copy = book
        let before = copy
        let held = try incoming.heldRecords(copy.records)
        copy.lay([], for: copy.records)
        try copy.replaceBase(
            with: try incoming.snapshot(of: held, in: staging, comparedWith: copy),
            as: try life.begin(), milliseconds: milliseconds)
        copy.lay([], for: copy.records)
        let staged = Dictionary(held.map { ($0.seen.key, $0) }) { $1 }
        try incoming.write(CopyDifference(from: before, to: copy, over: staged))
    }
}

extension Connection {
    /// What was staged here, with some of its records at hand.
    fileprivate func snapshot(
        of held: [HeldRecord], in staging: (StoredCopy) -> BookCopy, comparedWith copy: BookCopy
    ) throws -> BookSnapshot {
        let staged = staging(try storedCopy())
        // Where there is nothing to compare them with, the entries stay where they are.
        let isAlone =
            copy.kept.isEmpty && copy.strays.isEmpty && copy.aside.isEmpty
            && copy.base.refused.isEmpty
            && copy.overlay.allSatisfy { $0.judgement == nil }
        let kept = isAlone ? [] : try keptEntries()
        let records = held + (try heldRecords(copy.records(heldBesides: kept)))
        let state = BookState(
            knowledge: staged.base.knowledge,
            records: Dictionary(records.map { ($0.seen.key, $0.seen) }) { $1 },
            removedEarly: staged.base.removedEarly, refused: staged.base.refused)
        return BookSnapshot(
            state, at: staged.cursor, roll: staged.roll, kept: kept,
            durable: try arrivalTail(),
            staged: (digest: staged.stagedDigest, latest: staged.lastStamp))
    }
}
