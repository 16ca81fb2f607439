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
    /// The dot under which it is entered again, if that was needed; `nil` where it does not apply.
    func reentryDot(using hash: HashFunction) -> Dot? {
        guard case .payload(let payload) = body else { return nil }
        return Reentry.dot(of: hash(payload), using: hash)
    }
}

extension BookLog {
    /// Enters a change again, with its old verdict and stamps: another one has taken its dot, or a
    /// dot that it names. It names what was entered again in the place of the old names.
    ///
    /// Of a refused one nothing is entered; it is put aside, so that whatever names it names
    /// nothing of what bears its dot now.
    mutating func reenter(_ judged: JudgedChange) {
        if case .empty(let form) = judged.body { quarantine.insert(SentChange(leftOf: form)) }
        guard case .payload(let payload) = judged.body, let change = try? Change(payload: payload),
            let dot = judged.reentryDot(using: hash), !state.knowledge.covers(dot)
        else { return }
        quarantine.insert(SentChange(dot: judged.dot, payload: payload))
        let again = change.reentered(reentries(for: judged), as: dot, from: hash(payload))
        take(
            back: .change(
                JudgedChange(
                    dot: dot, body: .payload(again.payload), ruling: judged.ruling,
                    stamps: judged.stamps)))
    }

    /// Whether a change that came back names something that was put aside, and so must not be
    /// taken back as it is: under the old name it would replace what bears that name now.
    func namesReentered(_ judged: JudgedChange) -> Bool {
        guard !quarantine.isEmpty, case .payload(let payload) = judged.body,
            let change = try? Change(payload: payload)
        else { return false }
        let reentries = reentries(for: judged)
        return change.writes.contains { write in
            write.replaces.contains { reentries.names(of: $0, at: write.address) != nil }
        }
    }

    /// A refused change as it comes back: without names of what was put aside.
    func cleared(_ judged: JudgedChange) -> JudgedChange {
        guard !quarantine.isEmpty, case .empty(let form) = judged.body else { return judged }
        let reentries = reentries(for: judged)
        let namings = form.namings.map { naming in
            EmptyForm.Naming(
                address: naming.address,
                replaces: naming.replaces.filter {
                    reentries.names(of: $0, at: naming.address) == nil
                })
        }
        let rest = EmptyForm(dot: form.dot, payloadHash: form.payloadHash, namings: namings)
        return JudgedChange(
            dot: judged.dot, body: .empty(rest), ruling: judged.ruling, stamps: judged.stamps)
    }

    /// Whether a change was entered again.
    func isReentered(_ judged: JudgedChange) -> Bool {
        judged.reentryDot(using: hash).map(state.knowledge.covers) ?? false
    }

    /// What was put aside and a change can mean.
    private func reentries(for judged: JudgedChange) -> Reentries {
        var reentries = Reentries()
        for sent in quarantine.sorted(by: { $0.payload.lexicographicallyPrecedes($1.payload) }) {
            if let change = sent.change {
                guard let dot = Reentry.dot(of: hash(sent.payload), using: hash),
                    state.knowledge.covers(dot), means(dot, once: sent.dot, judged)
                else { continue }
                reentries.add(change, as: dot)
            } else if let form = sent.form, precedes(judged, sent.dot) {
                reentries.add(form)
            }
        }
        return reentries
    }

    /// Whether a change was accepted before that which bears a name now, and so cannot mean it.
    private func precedes(_ judged: JudgedChange, _ name: Dot) -> Bool {
        places[name].map { judged.stamps.accepted < $0.stamps.accepted } ?? false
    }

    /// Whether a change that names a dot means what was entered again, and not what bears the name
    /// now: that of the two which was accepted last before it. No history held both of them.
    private func means(_ dot: Dot, once name: Dot, _ judged: JudgedChange) -> Bool {
        guard let present = places[name]?.stamps.accepted, let other = places[dot]?.stamps.accepted
        else { return true }
        let accepted = judged.stamps.accepted
        return accepted < present || present < other && other < accepted
    }
}

/// Changes that were put aside, by what they were called before: as what they were entered again,
/// or as nothing where they were refused.
private struct Reentries {
    private var names: [Dot: [(addresses: Set<RegisterAddress>, dot: Dot?)]] = [:]

    mutating func add(_ change: Change, as dot: Dot) {
        let addresses = Set(change.writes.map(\.address))
        names[change.dot, default: []].append((addresses: addresses, dot: dot))
    }

    mutating func add(_ form: EmptyForm) {
        let addresses = Set(form.namings.map(\.address))
        names[form.dot, default: []].append((addresses: addresses, dot: nil))
    }

    /// What a dot is called now that was named in a register; `nil` where it keeps its name, since
    /// nobody means by it what was not written there.
    func names(of dot: Dot, at address: RegisterAddress) -> Set<Dot>? {
        let meant = (names[dot] ?? []).filter { $0.addresses.contains(address) }
        return meant.isEmpty ? nil : Set(meant.compactMap(\.dot))
    }
}

extension Change {
    /// The change under the name that follows from its payload as it was.
    fileprivate func reentered(
        _ reentries: Reentries, as dot: Dot, from payload: ContentHash
    ) -> Change {
        let again = translated(as: dot) { reentries.names(of: $0, at: $1) }
        let origin = Extra(number: Reentry.extra, bytes: payload.bytes)
        let others = extras.filter { $0.number != Reentry.extra }.prefix(Limits.extrasMax - 1)
        return Change(
            dot: dot, device: again.device, author: again.author, claimed: again.claimed,
            schemaVersion: again.schemaVersion, ascending: again.writes,
            extras: ([origin] + others).sorted { $0.number < $1.number })
    }
}
