package import Causality

/// What happens when a machine was cloned while it ran, so that two lives mint the same dots.
extension BookCopy {
    /// Enters changes under a new replica: the one whose dot another history has taken, or that
    /// the server does not take under this name, and all that were to be sent after it. The answer
    /// is the new replica, where one was needed; open forms must be dropped.
    ///
    /// Whatever they name among themselves is translated, and so is what was put aside and entered
    /// again; as they were they are kept in quarantine. One that was judged by a history that no
    /// longer counts is put aside, for the server to enter it again.
    @discardableResult
    package mutating func reenter(
        from taken: Dot, as replica: @autoclosure () throws -> ReplicaID, milliseconds: UInt64
    ) rethrows -> ReplicaID? {
        defer { relay(milliseconds: milliseconds) }
        guard let start = overlay.firstIndex(where: { $0.dot == taken }) else { return nil }
        let own = overlay[start]
        guard let judgement = own.judgement else {
            let fresh = try replica()
            enterAgain(from: start, as: fresh)
            return fresh
        }
        if own.isRefused { quarantine.append(own.change) }
        putAside(own.vouched(by: judgement, using: hash))
        return try renameUnsent(as: replica())
    }

    /// Enters one's unsent changes again, from the first on that names what is called otherwise in
    /// the log; `nil` if there is none.
    mutating func renameUnsent(
        as replica: @autoclosure () throws -> ReplicaID
    ) rethrows -> ReplicaID? {
        var renamings = shownAside
        for own in overlay where own.judgement == nil && isReentered(own) {
            Reentry.dot(of: hash(own.change.payload), using: hash).map {
                renamings.add(own.dot, writing: own.change.namings, as: $0)
            }
        }
        dropReentered()
        guard let start = firstMisnaming(by: renamings) else { return nil }
        let fresh = try replica()
        enterAgain(from: start, as: fresh, naming: renamings)
        return fresh
    }

    /// The first of one's own unsent changes that names something that was put aside.
    func firstMisnaming() -> Int? {
        aside.isEmpty || overlay.isEmpty ? nil : firstMisnaming(by: shownAside)
    }

    private func firstMisnaming(by renamings: Renamings) -> Int? {
        overlay.firstIndex { own in
            renamings.touch(own.change.namings) && !isReentered(own) && !keepsName(own)
        }
    }

    /// Whether a change of one's own is called in the log as it is here: it was judged, or a
    /// snapshot shows it to be refused under its name. Whatever it names, it stays as it is.
    private func keepsName(_ own: OwnChange) -> Bool {
        own.judgement != nil || base.bearer(of: own.change, using: hash) == .itself
    }

    /// What keeps its name is left alone; none of the others can have been accepted under its own,
    /// since the lane stops at the first of them.
    mutating func enterAgain(from start: Int, as replica: ReplicaID) {
        enterAgain(from: start, as: replica, naming: shownAside)
    }

    private mutating func enterAgain(
        from start: Int, as replica: ReplicaID, naming known: Renamings
    ) {
        var (dots, counter) = ([Dot: Dot](), chains[replica]?.last.counter ?? 0)
        for own in overlay[start...] where !keepsName(own) {
            // What was handed back before a snapshot came is judged anew.
            unhand(own.dot)
            counter += 1
            dots[own.dot] = Dot(replica: replica, counter: counter)
        }
        let before = overlay.filter { dots[$0.dot] != nil }.map(\.change)
        quarantine += before
        var renamings = known
        for change in before {
            dots[change.dot].map { renamings.add(change.dot, writing: change.namings, as: $0) }
        }
        for index in overlay.indices {
            guard let dot = dots[overlay[index].dot] else { continue }
            overlay[index] = linked(
                overlay[index].change.translated(as: dot, by: device, naming: renamings))
        }
    }
}

extension BookCopy {
    /// Whether another life writes as a replica too: the log holds more of it than was written
    /// here. Whoever would write as it then mints another one, and no dot is minted twice.
    package func isTaken(_ replica: ReplicaID) -> Bool {
        base.knowledge.run(of: replica).highest > chains[replica]?.last.counter ?? 0
    }

    /// Whether the server has entered a change of one's own again, since another one had taken its
    /// dot: nothing is left to be done with it here.
    package func isReentered(_ own: OwnChange) -> Bool {
        guard let names = aside[own.dot],
            let dot = Reentry.dot(of: hash(own.change.payload), using: hash)
        else { return false }
        return names.contains(dot)
    }

    /// Lets go what the server has entered again; what proves that it was accepted is kept.
    mutating func dropReentered() {
        guard !aside.isEmpty else { return }
        for own in overlay where isReentered(own) {
            own.judgement.map { _ = strays.insert(own.vouched(by: $0, using: hash)) }
        }
        overlay.removeAll(where: isReentered)
    }

    /// Puts aside what it holds of a history that no longer counts, under dots that other changes
    /// have taken there; the answer is the new replica, where one was needed.
    ///
    /// The server has entered them again under names that follow from their bytes. One's own unsent
    /// changes that name such a dot mean what was put aside, and not the change that bears the name
    /// now: they are entered again before anything is sent. Open forms must be dropped.
    @discardableResult
    package mutating func setAside(
        _ taken: Set<Dot>, as replica: @autoclosure () throws -> ReplicaID, milliseconds: UInt64
    ) rethrows -> ReplicaID? {
        defer { relay(milliseconds: milliseconds) }
        for vouched in vouched {
            guard let dot = vouched.entry.change?.dot, taken.contains(dot) else { continue }
            putAside(vouched)
        }
        return try renameUnsent(as: replica())
    }

    /// Puts aside what other changes are seen to have taken the dots of.
    mutating func putAside(
        _ held: some Sequence<VouchedEntry>, besides present: [Dot: ContentHash]
    ) {
        for vouched in held {
            guard let judged = vouched.entry.change, let other = present[judged.dot],
                other != judged.payloadHash(using: hash)
            else { continue }
            putAside(vouched)
        }
    }

    /// Puts aside what a snapshot shows to be called otherwise, since it was entered again, or
    /// whose name it shows another change to bear; what it brings itself is called as it is.
    mutating func putAside(shownBy state: BookState, besides brought: [VouchedEntry]) {
        let brought = Set(brought)
        for vouched in vouched where !brought.contains(vouched) {
            if isRenamed(vouched, in: state) { putAside(vouched) }
        }
        for own in overlay where own.judgement == nil {
            guard let dot = Reentry.dot(of: hash(own.change.payload), using: hash),
                state.holds(dot, as: .accepted)
            else { continue }
            aside[own.dot, default: []].insert(dot)
            if !quarantine.contains(own.change) { quarantine.append(own.change) }
        }
    }

    /// The records of what is held besides what a snapshot brings: with those it is compared.
    package func records(heldBesides brought: [VouchedEntry]) -> Set<RecordKey> {
        let brought = Set(brought)
        let others = vouched.lazy.filter { !brought.contains($0) }
        return Set(others.compactMap(\.entry.change?.decoded).flatMap(\.records))
    }

    private func isRenamed(_ vouched: VouchedEntry, in state: BookState) -> Bool {
        guard let judged = vouched.entry.change else { return false }
        if let dot = judged.reentryDot(using: hash), state.holds(dot, as: judged.ruling) {
            return true
        }
        return judged.decoded.map { state.bearer(of: $0, using: hash) == .another } ?? false
    }

    /// What the log bears under its own name is called so, whatever another history called it.
    mutating func takeBack(namesOf entries: some Sequence<LogEntry>) {
        guard !aside.isEmpty else { return }
        for judged in entries.compactMap(\.change) {
            guard let names = aside[judged.dot], let dot = judged.reentryDot(using: hash) else {
                continue
            }
            aside[judged.dot] = names == [dot] ? nil : names.subtracting([dot])
        }
    }

    /// The hashes of the payloads of some changes.
    func payloadHashes(of entries: [LogEntry]) -> [Dot: ContentHash] {
        Dictionary(
            entries.compactMap(\.change).map { ($0.dot, $0.payloadHash(using: hash)) },
            uniquingKeysWith: { $1 })
    }

    private mutating func putAside(_ vouched: VouchedEntry) {
        guard let judged = vouched.entry.change, let dot = judged.reentryDot(using: hash),
            dot != judged.dot
        else { return }
        aside[judged.dot, default: []].insert(dot)
        if !kept.contains(vouched) { strays.insert(vouched) }
        guard let change = judged.decoded, !quarantine.contains(change) else { return }
        quarantine.append(change)
    }

    /// What was put aside and is meant by its old name as long as the base is of the history that
    /// no longer counts, or knows nothing of that name; with what it is called now.
    private var shownAside: Renamings {
        var renamings = Renamings()
        guard !aside.isEmpty else { return renamings }
        let lacked = strays.filter { stray in
            stray.entry.change.map { !base.knowledge.covers($0.dot) } ?? false
        }
        for judged in (kept + lacked).compactMap(\.entry.change) {
            guard let names = aside[judged.dot], let dot = judged.reentryDot(using: hash),
                names.contains(dot), !base.knowledge.covers(dot)
            else { continue }
            renamings.add(judged.dot, writing: judged.namings, as: dot)
        }
        return renamings
    }
}
