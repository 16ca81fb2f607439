import Bytes
package import Causality

/// How a change is called that a server accepted once, and whose dot bears another change by now:
/// a machine was cloned while it ran, and then the server was restored.
///
/// The name follows from the bytes, so whoever enters it again, and however often, comes to the
/// same one. What is entered again tells what it was before.
package enum Reentry {
    /// The number of the extra that tells the hash of the payload as it was.
    static let extra: UInt32 = 1

    /// The dot under which a payload is entered again.
    package static func dot(of payload: ContentHash, using hash: HashFunction) -> Dot? {
        var writer = ByteWriter()
        writer.text("counterfoil reentry 1")
        writer.contentHash(payload)
        return ReplicaID(bytes: hash(writer.bytes).bytes.prefix(16)).map {
            Dot(replica: $0, counter: 1)
        }
    }

    /// Whether a change was entered again: its device did not begin a replica with it.
    static func made(_ change: Change, using hash: HashFunction) -> Bool {
        change.extras.contains { extra in
            guard extra.number == Self.extra, let payload = ContentHash(bytes: extra.bytes)
            else { return false }
            return dot(of: payload, using: hash) == change.dot
        }
    }
}

extension JudgedChange {
    /// The dot under which it is entered again, if that was needed.
    func reentryDot(using hash: HashFunction) -> Dot? {
        Reentry.dot(of: payloadHash(using: hash), using: hash)
    }

    /// The hash of its payload as it was when it was made.
    fileprivate func originalHash(using hash: HashFunction) -> ContentHash {
        guard let change = decoded,
            let extra = change.extras.first(where: { $0.number == Reentry.extra }),
            let original = ContentHash(bytes: extra.bytes),
            Reentry.dot(of: original, using: hash) == dot
        else { return payloadHash(using: hash) }
        return original
    }
}

extension SentChange {
    /// The hash of its payload, also where no more is left of it than its empty form.
    package func payloadHash(using hash: HashFunction) -> ContentHash {
        form?.payloadHash ?? hash(payload)
    }
}

extension BookLog {
    /// Enters a change again, with its old verdict and stamps: another one has taken its dot, or a
    /// dot that it names. It names what was entered again in the place of the old names.
    ///
    /// So it goes with refused ones, too: whoever names one of them means what it named, and
    /// nothing of what bears its dot now.
    mutating func reenter(_ judged: JudgedChange, meaning meanings: Offer.Meanings) {
        guard let again = reentered(judged, meaning: meanings) else { return }
        // It may have come back under its new name already; whoever names it means that.
        if again.dot != judged.dot { quarantine.insert(judged.putAside) }
        if !state.holds(again.dot, as: again.ruling) { take(back: .change(again)) }
    }

    /// Remembers what came back under its new name alone, for whoever names it by the old one.
    mutating func putAside(reentered judged: JudgedChange) { quarantine.insert(judged.putAside) }

    /// Whether a change that came back names something that was put aside, and so must not be
    /// taken back as it is: under the old name it would replace what bears that name now.
    func namesReentered(_ judged: JudgedChange, meaning meanings: Offer.Meanings) -> Bool {
        guard !quarantine.isEmpty else { return false }
        return renamings(for: judged, meaning: meanings).touch(judged.namings)
    }

    /// Whether a change was entered again.
    func isReentered(_ judged: JudgedChange) -> Bool {
        guard let dot = judged.reentryDot(using: hash), dot != judged.dot else { return false }
        return state.holds(dot, as: judged.ruling)
    }

    /// The change as it is entered again.
    private func reentered(
        _ judged: JudgedChange, meaning meanings: Offer.Meanings
    ) -> JudgedChange? {
        guard let dot = judged.reentryDot(using: hash) else { return nil }
        let renamings = renamings(for: judged, meaning: meanings)
        let body: JudgedChange.Body
        switch judged.body {
        case .empty(let form): body = .empty(form.translated(as: dot, naming: renamings))
        case .payload(let payload):
            guard let change = try? Change(payload: payload) else { return nil }
            let again = change.reentered(as: dot, from: hash(payload), naming: renamings)
            body = .payload(again.payload)
        }
        return JudgedChange(dot: dot, body: body, ruling: judged.ruling, stamps: judged.stamps)
    }

    /// What was put aside and a change can mean.
    private func renamings(
        for judged: JudgedChange, meaning meanings: Offer.Meanings
    ) -> Renamings {
        var renamings = Renamings()
        for sent in quarantine {
            let payload = sent.payloadHash(using: hash)
            guard let dot = Reentry.dot(of: payload, using: hash), state.knowledge.covers(dot),
                meanings[sent.dot].map({ $0 == payload }) ?? means(dot, once: sent.dot, judged)
            else { continue }
            renamings.add(sent.dot, writing: sent.namings, as: dot)
        }
        return renamings
    }

    /// Whether a change that names a dot means what was entered again, and not what bears the name
    /// now, where whoever brought it could not tell: that of the two which was accepted last
    /// before it.
    private func means(_ dot: Dot, once name: Dot, _ judged: JudgedChange) -> Bool {
        guard let present = places[name]?.stamps.accepted, let other = places[dot]?.stamps.accepted
        else { return true }
        let accepted = judged.stamps.accepted
        return accepted < present || present < other && other < accepted
    }

    /// Whether a change is held only as refused, under its dot.
    func isOnlyRefused(_ judged: JudgedChange) -> Bool {
        state.refused[judged.dot]?.payloadHash == judged.originalHash(using: hash)
    }
}

extension JudgedChange {
    /// The change as it is put aside.
    fileprivate var putAside: SentChange {
        switch body {
        case .payload(let payload): SentChange(dot: dot, payload: payload)
        case .empty(let form): SentChange(leftOf: form)
        }
    }
}

extension Change {
    /// The change under the name that follows from its payload as it was.
    fileprivate func reentered(
        as dot: Dot, from payload: ContentHash, naming renamings: Renamings
    ) -> Change {
        let again = translated(as: dot, naming: renamings)
        let origin = Extra(number: Reentry.extra, bytes: payload.bytes)
        let others = extras.filter { $0.number != Reentry.extra }.prefix(Limits.extrasMax - 1)
        return Change(
            dot: dot, device: again.device, author: again.author, claimed: again.claimed,
            schemaVersion: again.schemaVersion, ascending: again.writes,
            extras: ([origin] + others).sorted { $0.number < $1.number })
    }
}
