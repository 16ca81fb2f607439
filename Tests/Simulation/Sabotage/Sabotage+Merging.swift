import Bytes
import Causality
import Sync

// What is merged, and what is compared.
extension Sabotage {
    /// Merges a page into a laptop's base.
    func pull(
        _ page: Page, into copy: inout BookCopy, milliseconds: UInt64
    ) -> PullOutcome {
        let (before, cursor) = (bug == nil ? nil : copy.base, copy.cursor)
        let outcome = copy.pull(page, milliseconds: milliseconds)
        if bug == .gapCovered, outcome == .applied { copy.damage { $0 = $0.withoutGaps } }
        guard let before, outcome == .applied, harmsLaptops else { return outcome }
        let items = page.items.filter { $0.entry.position > cursor.position }
        copy.damage { $0 = merged(items, into: before) }
        copy.take(digestOf: copy.base.records.values)
        copy.mend([], with: [], milliseconds: milliseconds)
        return outcome
    }

    /// The office's state, kept where what comes next has to be merged wrongly.
    func before(_ log: BookLog) -> BookState? { harmsOffice ? log.state : nil }

    /// Merges what the office's log has gained since a point.
    func merge(into log: inout BookLog, after position: UInt64, from before: BookState?) {
        guard bug != nil else { return }
        let items = log.entries(after: position, countMax: .max).map { Page.Item(entry: $0) }
        log.damage { state, unborn in
            if let before { state = merged(items, into: before) }
            if bug == .gapCovered { state = state.withoutGaps }
            if bug == .refusedRecordWritten { unborn = [] }
        }
    }

    /// The digest of the office's state: in step with what a wrong merge has made of it.
    func digest(of log: BookLog) -> StateDigest {
        harmsOffice ? StateDigest(of: log.state, using: Fingerprint.hash) : log.digest
    }

    private var harmsOffice: Bool {
        switch bug {
        case .unnamedRemoved, .deleteBeatsEdit, .removedEarlyForgotten, .refusedNamesForgotten:
            true
        default: false
        }
    }

    private var harmsLaptops: Bool { harmsOffice || bug == .orderedByClaimed }

    /// What a wrong merge makes of entries, each after the one before: whoever takes them in other
    /// portions comes to the same.
    private func merged(_ items: [Page.Item], into state: BookState) -> BookState {
        items.reduce(into: state) { state, item in
            state = state.opened(item.graves)
            state.apply(item.entry)
            state = harmed(state, after: item.entry)
        }
    }

    private func harmed(_ state: BookState, after entry: LogEntry) -> BookState {
        switch bug {
        case .unnamedRemoved:
            return state.altered(by: entry.accepted) { register, change in
                let own = register.siblings.filter { $0.dot == change.dot }
                return own.isEmpty ? register : Register(siblings: own)
            }
        case .deleteBeatsEdit:
            return state.altered(by: entry.accepted) { register, _ in
                let dead = register.siblings.filter { $0.value == Life.deleted.value }
                return dead.isEmpty ? register : Register(siblings: dead)
            }
        case .orderedByClaimed:
            var state = state
            entry.accepted.map { state.restamp($0, as: $0.claimed) }
            return state
        case .removedEarlyForgotten: return state.with(removedEarly: [:])
        case .refusedNamesForgotten:
            return state.with(
                refused: state.refused.mapValues {
                    EmptyForm(dot: $0.dot, payloadHash: $0.payloadHash)
                })
        default: return state
        }
    }

    /// Whether the cursor was moved and the program died before the rest was committed.
    func movesCursorFirst(_ disk: inout Disk, to end: LogPoint, _ dice: inout Dice) -> Bool {
        guard bug == .cursorFirst, dice.happens(percent: 5), end != disk.copy.cursor else {
            return false
        }
        let snapshot = BookSnapshot(disk.copy.base, at: end, roll: disk.copy.roll)
        disk.copy.replaceBase(with: snapshot, as: .random(using: &dice), milliseconds: 0)
        return true
    }

    /// The state that a snapshot brings.
    func snapshot(_ snapshot: BookSnapshot) -> BookSnapshot {
        switch bug {
        case .snapshotWithoutRefused:
            snapshot.with(snapshot.state.with(refused: [:]), snapshot.kept)
        case .tailNotKept: snapshot.with(snapshot.state, [])
        default: snapshot
        }
    }

    /// Whether a laptop finds that its digest is the office's.
    func isEqual(_ copy: BookCopy, _ peers: ContentHash) -> Bool {
        switch bug {
        case .peersDigest: return true
        case .overlayInDigest:
            var state = copy.base
            for own in copy.overlay { state.apply(own.change, stamp: own.change.claimed) }
            return ContentHash(bytes: StateDigest(of: state, using: Fingerprint.hash).bytes)
                == peers
        default: return ContentHash(bytes: copy.digest.bytes) == peers
        }
    }

    /// Whether somebody who counts anew finds what a failing disk has done.
    func isSound(_ copy: BookCopy) -> Bool {
        bug == .peersDigest
            || StateDigest(of: copy.base, using: Fingerprint.hash) == copy.digest
    }
}

extension LogEntry {
    /// The change that it brings, if it applies.
    fileprivate var accepted: Change? {
        guard case .payload(let payload)? = change?.body else { return nil }
        return try? Change(payload: payload)
    }
}

extension BookSnapshot {
    fileprivate func with(_ state: BookState, _ kept: [VouchedEntry]) -> BookSnapshot {
        BookSnapshot(
            state, at: point, roll: roll, kept: kept, receipts: receipts, durable: durable)
    }
}

extension Record {
    /// The record with something else in one of its registers.
    func with(_ key: RegisterKey, _ alter: (Register) -> Register) -> Record {
        let slots = registers.map { ($0.key, $0.key == key ? alter($0.value) : $0.value) }
        return Record(key: self.key, registers: Registers(slots))
    }
}

extension BookState {
    fileprivate func with(
        removedEarly: [Dot: Set<RegisterAddress>]? = nil, refused: [Dot: EmptyForm]? = nil,
        records: [RecordKey: Record]? = nil
    ) -> BookState {
        BookState(
            knowledge: knowledge, records: records ?? self.records,
            removedEarly: removedEarly ?? self.removedEarly, refused: refused ?? self.refused)
    }

    /// The state as if it held whatever lies below something that it holds.
    fileprivate var withoutGaps: BookState {
        let vector = knowledge.vector
        let highest = vector.replicas.map { ($0, vector.run(of: $0).highest) }
        let whole = VersionVector(Dictionary(uniqueKeysWithValues: highest))
        return BookState(
            knowledge: Knowledge(vector: whole, closed: knowledge.closed), records: records,
            removedEarly: removedEarly, refused: refused)
    }

    /// The state with what deleted records held before an entry reached them.
    fileprivate func opened(_ graves: [Record]) -> BookState {
        let opened = graves.filter { $0.isOver && self[$0.key].grave == $0.grave }
        guard !opened.isEmpty else { return self }
        return with(records: records.merging(opened.map { ($0.key, $0) }) { $1 })
    }

    /// The state with other registers where a change wrote.
    fileprivate func altered(
        by change: Change?, _ alter: (Register, Change) -> Register
    ) -> BookState {
        guard let change else { return self }
        var records = records
        for write in change.writes {
            guard let record = records[write.address.record] else { continue }
            records[record.key] = record.with(write.address.key) { alter($0, change) }
        }
        return with(records: records)
    }
}
