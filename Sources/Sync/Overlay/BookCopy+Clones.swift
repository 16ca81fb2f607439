package import Causality

/// What happens when a machine was cloned while it ran, so that two lives mint the same dots.
extension BookCopy {
    /// Enters changes under a new replica: the one whose dot another history has taken, or that
    /// the server does not take under this name, and all that were to be sent after it.
    ///
    /// Whatever they name among themselves is translated, and so is what was put aside and entered
    /// again; as they were they are kept in quarantine. None of them can have been accepted under
    /// its old name, since the lane stops at the first of them. The taken one itself may have been
    /// accepted by a history that no longer counts; one that was refused is in its author's hands
    /// already. Open forms must be dropped.
    package mutating func reenter(
        from taken: Dot, as replica: ReplicaID, milliseconds: UInt64
    ) {
        guard let start = overlay.firstIndex(where: { $0.dot == taken }) else { return }
        if overlay[start].isRefused {
            quarantine.append(overlay.remove(at: start).change)
            return relay(milliseconds: milliseconds)
        }
        var (dots, counter) = ([Dot: Dot](), chains[replica]?.last.counter ?? 0)
        for own in overlay[start...] where own.judgement == nil || own.dot == taken {
            counter += 1
            dots[own.dot] = Dot(replica: replica, counter: counter)
        }
        let before = overlay.filter { dots[$0.dot] != nil }.map(\.change)
        quarantine += before
        let names = Names(dots, of: before, and: asideUnseen)
        for index in overlay.indices {
            guard let dot = dots[overlay[index].dot] else { continue }
            overlay[index] = linked(
                overlay[index].change.translated(as: dot, by: device, names.called))
        }
        relay(milliseconds: milliseconds)
    }
}

/// What the names of changes that are entered again become.
private struct Names {
    private let dots: [Dot: Dot]
    private let aside: [Dot: Set<Dot>]
    private let addresses: [Dot: Set<RegisterAddress>]

    init(_ dots: [Dot: Dot], of changes: [Change], and aside: [Dot: Set<Dot>]) {
        self.dots = dots
        self.aside = aside
        addresses = Dictionary(
            changes.map { ($0.dot, Set($0.writes.map(\.address))) }, uniquingKeysWith: { $1 })
    }

    /// What a dot is called that was named in a register; `nil` where it keeps its name. Where
    /// one's own change did not write, the other one that bears its name is meant: a snapshot has
    /// brought it, and it was shown.
    func called(_ dot: Dot, at address: RegisterAddress) -> Set<Dot>? {
        let isOwn = addresses[dot]?.contains(address) ?? false
        let names = (aside[dot] ?? []).union(isOwn ? dots[dot].map { [$0] } ?? [] : [])
        return names.isEmpty ? nil : names
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
        for own in overlay where isReentered(own) {
            own.judgement.map { _ = strays.insert(own.vouched(by: $0, using: hash)) }
        }
        overlay.removeAll(where: isReentered)
    }

    /// Puts aside what it holds of a history that no longer counts, under dots that other changes
    /// have taken there.
    ///
    /// The server has entered them again under names that follow from their bytes. The answer is
    /// the first of one's own unsent changes that names such a dot: it means what was put aside,
    /// and not the change that bears the name now, so it has to be entered again before anything
    /// is sent, and then names what it means. Open forms must be dropped.
    @discardableResult
    package mutating func setAside(_ taken: Set<Dot>, milliseconds: UInt64) -> Dot? {
        for case .change(let judged) in vouched.map(\.entry.content)
        where taken.contains(judged.dot) {
            guard case .payload(let payload) = judged.body,
                let dot = Reentry.dot(of: hash(payload), using: hash)
            else { continue }
            aside[judged.dot, default: []].insert(dot)
            guard let change = try? Change(payload: payload), !quarantine.contains(change)
            else { continue }
            quarantine.append(change)
        }
        relay(milliseconds: milliseconds)
        return unsent.first { own in
            own.change.writes.contains { $0.replaces.contains { asideUnseen[$0] != nil } }
        }?.dot
    }

    /// What was put aside and is not in the base yet under its new name. Once it is, a person is
    /// shown it under that name, and by the old one he means the change that bears it now.
    private var asideUnseen: [Dot: Set<Dot>] {
        aside.filter { !$0.value.contains(where: base.knowledge.covers) }
    }
}

extension Change {
    /// The change with other names for what it replaces, where these have any.
    func translated(_ names: [Dot: Set<Dot>]) -> Change {
        translated(as: dot) { dot, _ in names[dot] }
    }

    /// The change under another dot, and of a device, which names what it replaces by other names
    /// where these have any.
    func translated(
        as dot: Dot, by device: DeviceID? = nil,
        _ names: (Dot, RegisterAddress) -> Set<Dot>?
    ) -> Change {
        Change(
            dot: dot, device: device ?? self.device, author: author,
            claimed: claimed, schemaVersion: schemaVersion,
            writes: writes.map { write in
                let dots = write.replaces.flatMap { names($0, write.address) ?? [$0] }
                return Write(
                    address: write.address, value: write.value,
                    replaces: Array(dots.prefix(Limits.replacesMax)))
            }, extras: extras)
    }
}
