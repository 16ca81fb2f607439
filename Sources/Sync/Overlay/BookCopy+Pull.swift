package import Causality

/// What the pull lane came to.
package enum PullOutcome: Hashable, Sendable {
    /// The entries are in the base; the ones that were there before were skipped.
    case applied
    /// The entries do not follow the cursor; nothing changed.
    case gap
    /// The server's log is not the one that the base was made of; nothing changed.
    case otherHistory
    /// No receipt vouches for the entries: somebody forged them. Nothing changed.
    case unproved
    /// The log took a dot for another change than one's own, or than the one that one's own unsent
    /// change means by it; the base did not change.
    case dotTaken(Dot)
}

/// The pull lane: the log becomes the base.
extension BookCopy {
    /// Applies the entries of a page that follow the cursor, all or none.
    package mutating func pull(_ page: Page, milliseconds: UInt64) -> PullOutcome {
        let fresh = page.items.filter { $0.entry.position > cursor.position }
        guard !fresh.isEmpty else { return forget(below: page) }
        guard let points = points(after: fresh) else { return .gap }
        guard points.last == page.end else { return .otherHistory }
        let proof = verifier.proof(by: page.receipts)
        let isProved = zip([cursor] + points, points).allSatisfy(proof.vouches)
        guard isProved else { return .unproved }
        if let taken = takenDot(among: fresh) { return .dotTaken(taken) }
        if !strays.isEmpty {
            putAside(strays, besides: payloadHashes(of: fresh.map(\.entry)))
            if let index = firstMisnaming() { return .dotTaken(overlay[index].dot) }
        }
        apply(fresh)
        takeBack(namesOf: fresh.lazy.map(\.entry))
        kept += zip(fresh, points).map { VouchedEntry(entry: $0.entry, point: $1) }
        for item in fresh { roll.enter(item.entry, using: hash) }
        cursor = page.end
        keep(proof.receipts)
        settle(zip(fresh.map(\.entry), points))
        relay(milliseconds: milliseconds)
        return forget(below: page)
    }

    private mutating func apply(_ items: [Page.Item]) {
        let graves = Dictionary(
            items.lazy.filter { !$0.graves.isEmpty }.map { ($0.entry.position, $0.graves) },
            uniquingKeysWith: { first, _ in first })
        base.apply(items.lazy.map(\.entry), updating: &digest, using: hash) { base, entry in
            if let opened = graves[entry.position] { base.open(opened) }
        }
        for case .change(let judged) in items.lazy.map(\.entry.content) {
            clock.observe(judged.stamps.effective)
        }
    }

    private func points(after items: [Page.Item]) -> [LogPoint]? {
        var (point, points) = (cursor, [LogPoint]())
        for item in items {
            guard let next = point.after(item.entry, using: hash) else { return nil }
            points.append(next)
            point = next
        }
        return points
    }

    /// The first dot of the log under which this laptop made another change, as the log tells, or a
    /// grave that it opens.
    private func takenDot(among items: [Page.Item]) -> Dot? {
        guard !overlay.isEmpty else { return nil }
        for own in overlay where own.judgement == nil && base.knowledge.covers(own.dot) {
            let isTaken = items.contains { item in
                item.graves.contains { $0.showsAnother(than: own.change) }
            }
            if isTaken { return own.dot }
        }
        let own = Dictionary(
            overlay.lazy.map { ($0.dot, $0.change) }, uniquingKeysWith: { first, _ in first })
        let taken = items.lazy.compactMap(\.entry.change).first { judged in
            own[judged.dot].map { hash($0.payload) != judged.payloadHash(using: hash) } ?? false
        }
        return taken?.dot
    }

    /// Takes back what was handed back and is accepted after all; another life's change that has
    /// taken its dot since says nothing of it.
    private mutating func unhandAccepted(_ changes: some Sequence<JudgedChange>) {
        guard !handedBack.isEmpty else { return }
        let held = Dictionary(
            handedBack.map { ($0.dot, hash($0.change.payload)) }, uniquingKeysWith: { $1 })
        for judged in changes where !judged.ruling.isRefusal {
            if let own = held[judged.dot], own == judged.payloadHash(using: hash) {
                unhand(judged.dot)
            }
        }
    }

    /// Takes out of the overlay what the log has brought.
    private mutating func settle(_ entries: some Sequence<(LogEntry, LogPoint)>) {
        let judgements = Dictionary(
            entries.compactMap { entry, point in
                entry.change.map { ($0.dot, Judgement(of: $0, at: point)) }
            }, uniquingKeysWith: { $1 })
        unhandAccepted(entries.lazy.compactMap(\.0.change))
        for var own in overlay {
            guard let judgement = judgements[own.dot] else { continue }
            own.judgement = judgement
            if own.isRefused { handBack(own) }
        }
        overlay.removeAll { judgements[$0.dot] != nil }
    }
}

/// What is kept of the log, and for how long.
extension BookCopy {
    /// Drops what records held whose deletion everybody knows since a time: their graves stay, and
    /// the log brings the rest to whoever reaches one.
    package mutating func bury(deletedBefore stamp: Stamp) {
        let touched = touched
        base.bury { record in
            !touched.contains(record.key)
                && record[Life.register].siblings.allSatisfy { $0.stamp < stamp }
        }
    }

    /// Keeps receipts, each once.
    mutating func keep(_ receipts: [Receipt]) {
        for receipt in receipts {
            let known = self.receipts[receipt.end]
            if let known, known.start.position <= receipt.start.position { continue }
            self.receipts[receipt.end] = receipt
        }
    }

    /// Drops what the server's backups hold.
    private mutating func forget(below page: Page) -> PullOutcome {
        durable = max(durable, min(page.durable, cursor.position))
        dropDurable()
        return .applied
    }

    /// Drops what need not be kept any more.
    mutating func dropDurable() {
        if let first = kept.first, first.entry.position <= durable {
            kept.removeAll { $0.entry.position <= durable }
        }
        dropStrays()
        let needed = receiptsNeededAbove
        receipts = receipts.filter { end, _ in end.position > needed }
    }

    /// The position above which receipts vouch for something that may have to be proved.
    package var receiptsNeededAbove: UInt64 {
        let others = strays.map(\.entry.position) + overlay.compactMap(\.judgement?.point.position)
        return min(durable, (others.min() ?? .max) - 1)
    }

    /// Drops the strays of which no server will ever have to be told: backups hold what they say.
    ///
    /// What the base holds and is not kept is durable, since all that is not is kept.
    private mutating func dropStrays() {
        guard !strays.isEmpty else { return }
        let dots = Set(kept.compactMap(\.entry.change?.dot))
        let needed = strays.filter { stray in
            guard let judged = stray.entry.change else { return false }
            let again = judged.reentryDot(using: hash)
            return !isInBase(judged) || dots.contains(judged.dot)
                || again.map(dots.contains) ?? false
        }
        // That a replica ended is told along with changes, and never alone.
        if needed.count < strays.count {
            strays = needed.isEmpty ? [] : strays.filter { needed.contains($0) || $0.isClosing }
        }
    }
}

extension VouchedEntry {
    /// Whether it tells of nothing but the end of a replica.
    fileprivate var isClosing: Bool { entry.change == nil }
}
