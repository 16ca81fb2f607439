package import Causality

/// A book as the server keeps it: the log, what it adds up to, and nothing that is not in the log.
///
/// Invariants:
/// 1. Positions run 1, 2, 3 … without a gap, and entries never change.
/// 2. A dot stands in the log with one payload; another payload for it is quarantined. It stands
///    there twice only when a recovery brings back as accepted what was refused meanwhile.
/// 3. A replica's changes stand in the order of their counters, but for exceptions that came late.
/// 4. The state is what the log's entries say, in any order.
/// 5. A receipt vouches for every entry, and was signed in the step that wrote it.
/// 6. What compaction drops is payloads; where an entry stood, what became of its change, and the
///    log hash after it stay.
package struct BookLog: Sendable {
    /// What is at hand of the log itself.
    package internal(set) var tail = LogTail()
    /// The server's signed word for it, in its order.
    package internal(set) var receipts: [Receipt] = []
    /// The point up to which the log was signed.
    var sealed = LogPoint.start
    /// What the log adds up to.
    package internal(set) var state = BookState()
    /// The digest of the state.
    package internal(set) var digest = StateDigest()
    /// The records whose making was refused and that nobody has made since.
    package internal(set) var unborn: Set<RecordKey> = []
    /// The replicas of the log by their numbers; compaction leaves it as it is.
    package internal(set) var roll = Roll()
    /// Payloads whose dot was taken, each once.
    package internal(set) var quarantine: Set<SentChange> = []

    /// The devices of the book.
    package var attendance = Attendance()
    /// The position up to which the server's backups hold the log, as it was declared.
    package internal(set) var durable: UInt64 = 0
    /// The position up to which entries were dropped.
    package internal(set) var compacted: UInt64 = 0
    /// What is gathered while the book stands still until its log came back.
    package internal(set) var recovery: Recovery?
    /// Points of histories that no longer count.
    package internal(set) var superseded: Set<LogPoint> = []
    /// The device whose own book goes up whole.
    package internal(set) var attaching: DeviceID?
    /// Which device writes as which replica, and which replica of a device is the newest.
    package internal(set) var ownership = Ownership()

    /// The records that an entry reached and whose lives were over, as they were before it.
    var graves: [UInt64: [Record]] = [:]
    var places: [Dot: LogPlace] = [:]
    var chains = Chains()
    var clock = AcceptanceClock()
    let judge: Judge
    let verifier: ReceiptVerifier
    let signer: ReceiptSigner
    let hash: HashFunction

    /// An empty book.
    package init(
        judge: Judge, verifier: ReceiptVerifier, signer: ReceiptSigner,
        hash: @escaping HashFunction
    ) {
        self.judge = judge
        self.verifier = verifier
        self.signer = signer
        self.hash = hash
    }
}

extension BookLog {
    /// The last point of the log.
    package var head: LogPoint { tail.head }

    /// The entries that were not dropped.
    package var entries: [LogEntry] { tail.entries }

    /// The last acceptance stamp that was given.
    package var lastAccepted: Stamp { clock.last }

    /// Whether the book stands still until its log came back.
    package var isRecovering: Bool { recovery != nil }

    /// The point at a position; `nil` beyond the head.
    package func point(at position: UInt64) -> LogPoint? { tail.point(at: position) }

    /// The entries that follow a position, so many at most; none where the next one was dropped.
    package func entries(after position: UInt64, countMax: Int) -> ArraySlice<LogEntry> {
        tail.entries(after: position, countMax: countMax)
    }

    /// The entry of a change, if it stands in the log and was not dropped.
    package func entry(of dot: Dot) -> LogEntry? {
        guard let position = places[dot]?.position else { return nil }
        return tail.entries(after: position - 1, countMax: 1).first
    }

    /// What became of a change that stands in the log.
    package func judgement(of dot: Dot) -> Judgement? {
        places[dot].map { place in
            Judgement(
                point: point(at: place.position) ?? head, ruling: place.ruling,
                stamps: place.stamps)
        }
    }
}

extension BookLog {
    /// Writes the next entry; the step is finished by `seal`.
    mutating func append(_ content: LogEntry.Content, decoded: Change? = nil) {
        let entry = LogEntry(position: head.position + 1, content: content)
        let opened = OpenedEntry(entry, decoded: decoded)
        if let judged = entry.change { note(judged, of: opened.change, at: entry.position) }
        tail.append(entry, using: hash)
        roll.enter(entry, using: hash)
        let scope = state.scope(of: opened)
        let reached = scope.records.filter { state[$0].isOver }.sorted()
        if !reached.isEmpty { graves[entry.position] = reached.map { state[$0] } }
        state.apply(opened, in: scope, updating: &digest, using: hash)
    }

    private mutating func note(_ judged: JudgedChange, of change: Change?, at position: UInt64) {
        clock.observe(judged.stamps.accepted)
        places[judged.dot] = LogPlace(of: judged, at: position, using: hash)
        if let change, !Reentry.made(change, using: hash) {
            ownership.note(change.dot.replica, of: change.device)
        }
        switch judged.body {
        case .empty(let form): unborn.formUnion(judge.births(by: form, over: state))
        case .payload:
            guard !unborn.isEmpty, let change else { return }
            unborn.subtract(change.records.filter { judge.makes($0, change) })
        }
    }

    /// Signs what was written since the last receipt.
    mutating func seal() {
        while sealed.position < head.position {
            let next = tail.hashes(after: sealed.position, countMax: Receipt.entriesCountMax)
            let receipt = Receipt(
                book: verifier.book, start: sealed, hashes: Array(next), key: signer.key,
                signedBy: signer.sign)
            receipts.append(receipt)
            sealed = receipt.end
        }
    }
}
