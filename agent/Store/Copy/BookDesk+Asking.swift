package import Causality
import SQLite
package import Sync

/// What the laptop asks of the server, and what it does with the answers.
extension BookDesk {
    /// The version of the protocol that is spoken.
    package static let protocolVersion: UInt32 = 1

    /// The hello.
    package func hello(at milliseconds: UInt64) async throws -> Hello {
        try await step(at: milliseconds) { copy, _ in
            copy.hello(protocolVersion: Self.protocolVersion, book: book)
        }
    }

    /// The replicas of the log by their numbers, as far as it was applied.
    package func roll(at milliseconds: UInt64) async throws -> Roll {
        try await step(at: milliseconds) { copy, _ in copy.roll }
    }

    /// What checks receipts, by the keys that were pinned.
    package func verifier(at milliseconds: UInt64) async throws -> ReceiptVerifier {
        try await step(at: milliseconds) { copy, _ in copy.verifier }
    }

    /// How far the log is applied, and how many changes are still to be sent.
    package func progress(
        at milliseconds: UInt64
    ) async throws -> (cursor: LogPoint, unsentCount: Int) {
        try await step(at: milliseconds) { copy, _ in (copy.cursor, copy.unsent.count) }
    }

    /// The next changes to send; `nil` if there is nothing to send.
    package func push(
        lacking dot: Dot?, countMax: Int, at milliseconds: UInt64
    ) async throws -> Push? {
        try await step(at: milliseconds) { copy, _ in
            copy.push(lacking: dot, countMax: countMax)
        }
    }

    /// The question for what follows the cursor.
    package func pull(waitSeconds: UInt32, at milliseconds: UInt64) async throws -> Pull {
        try await step(at: milliseconds) { copy, _ in copy.pull(waitSeconds: waitSeconds) }
    }

    /// What is brought to a server that lost its log, but for what was brought already.
    package func offer(
        after progress: Offer.Progress?, countMax: Int, at milliseconds: UInt64
    ) async throws -> Offer {
        try await step(at: milliseconds) { copy, connection in
            try layKept(in: &copy, from: connection)
            return copy.offer(after: progress, countMax: countMax)
        }
    }

    /// Whether there is something to bring to a server that said this.
    package func hasToBring(after welcome: Welcome, at milliseconds: UInt64) async throws -> Bool {
        try await step(at: milliseconds) { copy, connection in
            copy.lay(kept: [], strays: Set(try connection.strayEntries()), receipts: [])
            return copy.hasToBring(after: welcome)
        }
    }

    /// Whether it holds entries that the log lacks.
    package func holdsMore(at milliseconds: UInt64) async throws -> Bool {
        try await step(at: milliseconds) { copy, connection in
            copy.lay(kept: [], strays: Set(try connection.strayEntries()), receipts: [])
            return copy.holdsMore
        }
    }

    func layKept(in copy: inout BookCopy, from connection: borrowing Connection) throws {
        copy.lay(
            kept: try connection.keptEntries(), strays: Set(try connection.strayEntries()),
            receipts: try connection.keptReceipts(of: book))
    }
}

extension BookDesk {
    /// Takes note of verdicts; `false` if something was not proved, and is still unsent.
    package func hear(_ verdicts: Verdicts, at milliseconds: UInt64) async throws -> Bool {
        try await change(at: milliseconds) { copy, connection in
            try copy.lay(copy.records(in: verdicts), from: connection)
        } doing: { copy in
            copy.hear(verdicts, milliseconds: milliseconds)
        }
    }

    /// Applies a page to the base; the digest is that of the base afterwards.
    package func apply(
        _ page: Page, at milliseconds: UInt64
    ) async throws -> (outcome: PullOutcome, cursor: LogPoint, digest: StateDigest) {
        let applied = try await step(at: milliseconds) { copy, connection in
            if try connection.hasStrays() { try layKept(in: &copy, from: connection) }
            try copy.lay(copy.records(in: page), from: connection)
            let before = copy
            let outcome = copy.pull(page, milliseconds: milliseconds)
            try connection.write(CopyDifference(from: before, to: copy))
            let applied = page.items.map(\.entry).filter {
                $0.position > before.cursor.position && $0.position <= copy.cursor.position
            }
            try connection.remember(applied)
            return (outcome: outcome, cursor: copy.cursor, digest: copy.digest)
        }
        loaded.add(page.items.count)
        if page.end == page.head { try await tidyAfterLoading() }
        return applied
    }

    /// Puts changes aside whose dots others have taken, and enters again what names them.
    package func setAside(_ taken: Set<Dot>, at milliseconds: UInt64) async throws {
        try await change(at: milliseconds) { copy, connection in
            try layKept(in: &copy, from: connection)
            try copy.lay(copy.records, from: connection)
        } doing: { copy in
            _ = try copy.setAside(taken, as: try life.begin(), milliseconds: milliseconds)
        }
    }

    /// Enters changes again under a new replica, from a taken dot on.
    package func reenter(from taken: Dot, at milliseconds: UInt64) async throws {
        try await change(at: milliseconds) { copy, connection in
            try layKept(in: &copy, from: connection)
            try copy.lay(copy.records, from: connection)
        } doing: { copy in
            _ = try copy.reenter(from: taken, as: try life.begin(), milliseconds: milliseconds)
        }
    }

    /// Takes note of how far the clock is off, and sets the stamps back that are ahead.
    package func correctClock(by stamp: Stamp, at milliseconds: UInt64) async throws {
        try await change(at: milliseconds) { _, _ in
        } doing: { copy in
            copy.correctClock(by: stamp, milliseconds: milliseconds)
        }
    }

    /// Pins keys that the server told; the answer are those that bear the number of another key.
    package func learn(
        _ keys: [ReceiptKey], at milliseconds: UInt64
    ) async throws -> [ReceiptKey] {
        try await step(at: milliseconds) { copy, connection in
            let strange = copy.verifier.learn(keys)
            for key in keys {
                try connection.execute(
                    "INSERT INTO receipt_keys (number, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    key.number, key.bytes)
            }
            return strange
        }
    }
}

extension BookDesk {
    /// Saves what a person did at once: the body writes over what is seen of the records that it
    /// asks for. Nothing is saved where it writes nothing.
    package func save(
        at milliseconds: UInt64,
        _ write:
            @Sendable (
                _ open: (RecordKey) throws -> Record, _ mint: () throws -> RecordID
            ) throws -> [Write]
    ) async throws -> Change? {
        try await step(at: milliseconds) { copy, connection in
            let writes = try write { key in
                try copy.lay([key], from: connection)
                return copy[key]
            } _: {
                try life.mint(milliseconds: milliseconds)
            }
            return try save(writes, in: &copy, to: connection, at: milliseconds)
        }
    }

    /// Saves what a person decided over the whole book as it is seen: the writes of one change or
    /// of several, of which all are saved or none.
    func save(
        at milliseconds: UInt64,
        deciding decide:
            @Sendable (_ book: LaidOutBook, _ mint: @escaping () -> RecordID) throws -> [[Write]]
    ) async throws -> [Change] {
        try await step(at: milliseconds) { copy, connection in
            let mint = try life.minting(milliseconds: milliseconds)
            let decided = try connection.ask(LaidOutBook()) { try decide($0, mint) }
            return try decided.compactMap {
                try save($0, in: &copy, to: connection, at: milliseconds)
            }
        }
    }

    /// Saves writes as one change; nothing is saved where there are none.
    func save(
        _ writes: [Write], in copy: inout BookCopy, to connection: borrowing Connection,
        at milliseconds: UInt64
    ) throws -> Change? {
        guard !writes.isEmpty else { return nil }
        try copy.lay(Set(writes.map(\.address.record)), from: connection)
        let (before, replica) = (copy.laidOut, try life.replica(unless: copy.isTaken))
        let change = copy.save(
            copy.mergeable(writes), as: replica, milliseconds: milliseconds)
        try connection.write(CopyDifference(saving: change, over: before, to: copy))
        return change
    }

    /// What is seen of a record.
    package func record(_ key: RecordKey) async throws -> Record {
        try await database.read { connection in
            try connection.heldRecords([key]).first?.seen ?? Record(key: key)
        }
    }
}

/// What the server refused, and what a person does with it.
extension BookDesk {
    /// One's own changes that were refused, waiting for a person.
    package func handedBack(at milliseconds: UInt64) async throws -> [OwnChange] {
        try await step(at: milliseconds) { copy, _ in copy.handedBack }
    }

    /// Sends a refused change again under a new name; `nil` if it is not among them.
    func resend(
        _ refused: Change, changing values: [RegisterAddress: Value], at milliseconds: UInt64
    ) async throws -> Change? {
        try await change(at: milliseconds) { copy, connection in
            try copy.lay(Set(refused.records), from: connection)
        } doing: { copy in
            copy.resend(
                refused.dot, changing: values, as: try life.replica(unless: copy.isTaken),
                milliseconds: milliseconds)
        }
    }

    /// Gives a refused change up.
    func discard(_ refused: Dot, at milliseconds: UInt64) async throws {
        try await change(at: milliseconds) { _, _ in
        } doing: { copy in
            copy.discard(refused)
        }
    }
}
