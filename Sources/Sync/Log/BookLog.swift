package import Causality

/// A book as the server keeps it: the log, what it adds up to, and nothing that is not in the log.
///
/// Invariants:
/// 1. Positions run 1, 2, 3 … without a gap, and entries never change.
/// 2. A dot stands in the log with one payload; another payload for it is quarantined. It stands
///    there twice only when a recovery brings back as accepted what was refused meanwhile.
/// 3. A replica's changes stand in the order of their counters, but for exceptions that came late.
/// 4. The state is what the log's entries say, in any order.
package struct BookLog: Sendable {
    /// The log.
    package private(set) var entries: [LogEntry] = []
    /// The log hash after each entry.
    package private(set) var hashes: [ContentHash] = []
    /// What the log adds up to.
    package internal(set) var state = BookState()
    /// The digest of the state.
    package private(set) var digest = StateDigest()
    /// The records whose making was refused and that nobody has made since.
    package internal(set) var unborn: Set<RecordKey> = []
    /// Payloads whose dot was taken, each once.
    package internal(set) var quarantine: Set<SentChange> = []

    /// Whether the book stands still until its log came back.
    package internal(set) var isRecovering = false
    /// Points of histories that no longer count.
    package internal(set) var superseded: Set<LogPoint> = []

    /// The points that laptops named during a recovery.
    var named: Set<LogPoint> = []
    /// What laptops brought back during a recovery.
    var offered: Set<VouchedEntry> = []
    private var positions: [Dot: UInt64] = [:]
    private var clock = AcceptanceClock()
    private let judge: Judge
    let hash: HashFunction

    /// An empty book.
    package init(judge: Judge, hash: @escaping HashFunction) {
        self.judge = judge
        self.hash = hash
    }

    /// The last point of the log.
    package var head: LogPoint {
        LogPoint(position: UInt64(entries.count), hash: hashes.last ?? .zero)
    }

    /// The point at a position; `nil` beyond the head.
    package func point(at position: UInt64) -> LogPoint? {
        if position == 0 { return .start }
        guard position <= UInt64(entries.count) else { return nil }
        return LogPoint(position: position, hash: hashes[Int(position) - 1])
    }

    /// The entries that follow a position, so many at most.
    package func entries(after position: UInt64, countMax: Int) -> ArraySlice<LogEntry> {
        entries.dropFirst(Int(clamping: position)).prefix(countMax)
    }

    /// The entry of a change, if it stands in the log.
    package func entry(of dot: Dot) -> LogEntry? {
        positions[dot].map { entries[Int($0) - 1] }
    }
}

extension BookLog {
    /// Takes a change, or answers again what became of it.
    ///
    /// A gap is left where its device no longer holds what comes before it.
    package mutating func ingest(
        _ sent: SentChange, leavingGap: Bool = false, milliseconds: UInt64
    ) -> Answer {
        let dot = sent.dot
        if isRecovering { return .retryLater }
        if let entry = entry(of: dot), let present = entry.change {
            guard present.payloadHash(using: hash) == hash(sent.payload) else {
                quarantine.insert(sent)
                return .dotTaken
            }
            return .judged(judgement(of: present, at: entry.position))
        }
        let run = state.knowledge.run(of: dot.replica)
        guard leavingGap || dot.counter <= run.highest || dot.counter == run.highest + 1 else {
            return .gap(expected: run.highest + 1)
        }
        let judged = judged(sent, milliseconds: milliseconds)
        append(.change(judged))
        return .judged(judgement(of: judged, at: head.position))
    }

    /// Folds a replica that ended, if nothing of it is missing or refused.
    @discardableResult
    package mutating func close(_ replica: ReplicaID) -> Bool {
        let run = state.knowledge.vector.run(of: replica)
        guard run.highest > 0, run.exceptions.isEmpty,
            !state.refused.keys.contains(where: { $0.replica == replica })
        else { return false }
        append(.closed(replica))
        return true
    }

    private mutating func judged(
        _ sent: SentChange, milliseconds: UInt64
    ) -> JudgedChange {
        guard let change = sent.change else {
            return refusal(
                of: EmptyForm(dot: sent.dot, payloadHash: hash(sent.payload)),
                for: Objection(.malformed, hint: "Bring the program up to date."),
                stamps: clock.accept(claimed: Stamp(bits: 0), milliseconds: milliseconds))
        }
        let stamps = clock.accept(claimed: change.claimed, milliseconds: milliseconds)
        let ruling = judge.ruling(on: change, over: state, unborn: unborn)
        guard case .refused(let reason) = ruling else {
            return JudgedChange(
                dot: change.dot, body: .payload(sent.payload), ruling: ruling,
                stamps: stamps)
        }
        let form = EmptyForm(emptying: change, payloadHash: hash(sent.payload))
        return refusal(of: form, for: reason, stamps: stamps)
    }

    private func refusal(
        of form: EmptyForm, for reason: Objection, stamps: Stamps
    ) -> JudgedChange {
        JudgedChange(
            dot: form.dot, body: .empty(form), ruling: .refused(reason), stamps: stamps)
    }

    private mutating func note(_ judged: JudgedChange) {
        clock.observe(judged.stamps.accepted)
        switch judged.body {
        case .empty(let form): unborn.formUnion(judge.births(by: form, over: state))
        case .payload(let payload):
            guard !unborn.isEmpty, let change = try? Change(payload: payload) else { return }
            unborn.subtract(change.records.filter { judge.makes($0, change) })
        }
    }

    private func judgement(of change: JudgedChange, at position: UInt64) -> Judgement {
        Judgement(of: change, at: point(at: position) ?? head)
    }

    mutating func append(_ content: LogEntry.Content) {
        let entry = LogEntry(position: head.position + 1, content: content)
        if let change = entry.change { note(change) }
        hashes.append(hash(head.hash.bytes + entry.encoded))
        entries.append(entry)
        if let change = entry.change { positions[change.dot] = entry.position }
        state.apply(entry, updating: &digest, using: hash)
    }
}
