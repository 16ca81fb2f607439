import Bytes
import Causality
import Sync

// What is merged, and what is compared.
extension Sabotage {
    /// Harms a laptop's base after entries were applied.
    func damage(_ copy: inout BookCopy, after entries: [LogEntry]) {
        guard let bug else { return }
        if bug == .orderedByClaimed {
            copy.damage { state in
                for change in entries.compactMap(\.accepted) {
                    state.restamp(change, as: change.claimed)
                }
            }
        }
        copy.damage { $0 = harmed($0, after: entries) }
    }

    /// Harms the office's state after its log grew.
    func damage(_ log: inout BookLog, after position: UInt64) {
        guard bug != nil else { return }
        let entries = Array(log.entries(after: position, countMax: .max))
        log.damage { state, unborn in
            state = harmed(state, after: entries)
            if bug == .refusedRecordWritten { unborn = [] }
        }
    }

    private func harmed(_ state: BookState, after entries: [LogEntry]) -> BookState {
        switch bug {
        case .unnamedRemoved:
            return state.altered(by: entries) { register, change in
                let own = register.siblings.filter { $0.dot == change.dot }
                return own.isEmpty ? register : Register(siblings: own)
            }
        case .deleteBeatsEdit:
            return state.altered(by: entries) { register, _ in
                let dead = register.siblings.filter { $0.value == Life.deleted.value }
                return dead.isEmpty ? register : Register(siblings: dead)
            }
        case .removedEarlyForgotten: return state.with(removedEarly: [:])
        case .refusedNamesForgotten:
            return state.with(
                refused: state.refused.mapValues {
                    EmptyForm(dot: $0.dot, payloadHash: $0.payloadHash)
                })
        case .gapCovered:
            let vector = state.knowledge.vector
            let whole = VersionVector(
                Dictionary(
                    uniqueKeysWithValues: vector.replicas.map {
                        ($0, vector.run(of: $0).highest)
                    }))
            return BookState(
                knowledge: Knowledge(vector: whole, closed: state.knowledge.closed),
                records: state.records, removedEarly: state.removedEarly,
                refused: state.refused)
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

    /// The state with other registers where entries wrote.
    fileprivate func altered(
        by entries: [LogEntry], _ alter: (Register, Change) -> Register
    ) -> BookState {
        var records = records
        for change in entries.compactMap(\.accepted) {
            for write in change.writes {
                guard let record = records[write.address.record] else { continue }
                records[record.key] = record.with(write.address.key) { alter($0, change) }
            }
        }
        return with(records: records)
    }
}
