import Causality

/// What a laptop can tell a server of the history that it knows.
extension BookCopy {
    /// The points that it knows: its cursor, and the furthest verdict that it heard.
    package var knownPoints: [LogPoint] {
        let heard = overlay.compactMap(\.judgement?.point).max { $0.position < $1.position }
        return [cursor] + (heard.map { [$0] } ?? [])
    }

    /// Everything that it holds of the log in its order: what it pulled and may not drop yet, and
    /// its own changes that were judged.
    package var vouched: [VouchedEntry] {
        ofPresentHistory.union(strays).sorted { $0.point < $1.point }
    }

    /// What it holds of the history of which its base was made.
    private var ofPresentHistory: Set<VouchedEntry> {
        Set(kept).union(
            overlay.compactMap { own in
                own.judgement.map { own.vouched(by: $0, using: hash) }
            })
    }

    /// Whether it holds entries that the base lacks, which then is not all that there ever was.
    ///
    /// The server's database may have been restored again after it took them, and before anybody
    /// had followed the log that far: nobody names a point that tells. So whoever stands at the
    /// head and still holds more brings it once more.
    package var holdsMore: Bool {
        strays.contains { $0.entry.change.map { !isInBase($0) } ?? false }
    }

    /// Whether the base holds a change that was judged once, under its name or under the one
    /// under which it was entered again. A name that is known to be another change's proves
    /// nothing, and what was accepted once is not held where it is refused.
    func isInBase(_ judged: JudgedChange) -> Bool {
        let again = judged.reentryDot(using: hash)
        if let again, base.holds(again, as: judged.ruling) { return true }
        if let again, aside[judged.dot]?.contains(again) == true { return false }
        return base.holds(judged.dot, as: judged.ruling)
    }

    /// Whether it has something to bring to a server that said this: it holds what the server
    /// wants, or holds more than the log and stands at its head. Where something of its own is to
    /// be sent, it brings all that it holds before: that may name what is brought, whose name
    /// another change could have taken.
    package func hasToBring(after welcome: Welcome) -> Bool {
        guard welcome.standing == .goOn else { return false }
        if welcome.head == cursor || !unsent.isEmpty, holdsMore { return true }
        return strays.contains { stray in
            welcome.wanted.contains { wanted in
                guard let judged = stray.entry.change, !isInBase(judged) else { return false }
                let dot = judged.dot
                return wanted.replica == dot.replica && wanted.counters.contains(dot.counter)
            }
        }
    }

    /// What it brings a server whose log is old: so many entries and bytes of them at most after a
    /// point, with the receipts that vouch for them and for the points that it knows. One entry
    /// goes whatever its size.
    package func offer(
        after progress: Offer.Progress? = nil, countMax: Int = .max, bytesMax: Int = 1 << 20
    ) -> Offer {
        let all = vouched
        let rest = all.drop { entry in progress.map { entry.point <= $0.point } ?? false }
        var (entries, bytes) = ([VouchedEntry](), 0)
        for vouched in rest.prefix(min(countMax, Offer.entriesCountMax)) {
            bytes += vouched.entry.encoded.count
            guard entries.isEmpty || bytes <= bytesMax else { break }
            entries.append(vouched)
        }
        let known = knownPoints
        let points = known + entries.map(\.point)
        let vouching = receipts.values.filter { receipt in
            points.contains { receipt.point(at: $0.position) == $0 }
        }
        let mark =
            entries.count == rest.count
            ? nil : Offer.mark(of: entries, after: progress?.mark, using: hash)
        return Offer(
            points: known, after: progress?.mark, mark: mark, entries: entries,
            meanings: meanings(of: entries, among: all),
            receipts: vouching.sorted { $0.end < $1.end })
    }

    /// What some entries mean by what they name, as far as it is certain: what was pulled is of one
    /// history, so whatever bears a name there and is not kept is durable. Of what was kept before
    /// a snapshot, the history tells where it is held as far back as the name; else only a name is
    /// sure that a single entry bears, and that was not put aside.
    private func meanings(
        of entries: [VouchedEntry], among all: [VouchedEntry]
    ) -> [Offer.Meanings] {
        let named = Set(entries.flatMap(\.named))
        let bearers = Dictionary(
            grouping: all.filter { $0.entry.change.map { named.contains($0.dot) } ?? false },
            by: { $0.entry.change?.dot })
        let (pulled, present) = (Set(kept), ofPresentHistory)
        lazy var histories = Histories(all, using: hash)
        func meaning(of dot: Dot, in entry: VouchedEntry) -> ContentHash? {
            let known = bearers[dot] ?? []
            if present.contains(entry) {
                let held = known.first(where: present.contains)?.entry.change
                // What one's own judged change names may have been put aside since.
                guard held == nil, aside[dot] != nil, !pulled.contains(entry) else {
                    return held?.payloadHash(using: hash) ?? .zero
                }
            }
            guard known.count == 1, aside[dot] == nil else {
                return histories.bearer(of: dot, among: known, before: entry)?
                    .payloadHash(using: hash)
            }
            return known.first?.entry.change?.payloadHash(using: hash)
        }
        return entries.map { entry in
            var meanings = Offer.Meanings()
            for dot in entry.named.sorted().prefix(Offer.meaningsCountMax) {
                meanings[dot] = meaning(of: dot, in: entry)
            }
            return meanings
        }
    }
}
