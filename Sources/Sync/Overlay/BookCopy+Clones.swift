package import Causality

/// What happens when a machine was cloned while it ran, so that two lives mint the same dots.
extension BookCopy {
    /// Enters changes under a new replica: the one whose dot another history has taken, or that
    /// the server does not take under this name, and all that were to be sent after it.
    ///
    /// Whatever they name among themselves is translated, and what was put aside is not named any
    /// more; as they were they are kept in quarantine. None of them can have been accepted under
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
        var (names, counter) = ([Dot: Dot](), chains[replica]?.last.counter ?? 0)
        for own in overlay[start...] where own.judgement == nil || own.dot == taken {
            counter += 1
            names[own.dot] = Dot(replica: replica, counter: counter)
        }
        quarantine += overlay.filter { names[$0.dot] != nil }.map(\.change)
        for index in overlay.indices where names[overlay[index].dot] != nil {
            let change = overlay[index].change.translated(names, by: device, without: aside)
            overlay[index] = linked(change)
        }
        relay(milliseconds: milliseconds)
    }
}

extension BookCopy {
    /// Puts aside what it holds of a history that no longer counts, under dots that other changes
    /// have taken there.
    ///
    /// The answer is the first of one's own unsent changes that names such a dot: it means what was
    /// put aside, and not the change that bears the name now, so it has to be entered again before
    /// anything is sent, and then does not name it any more.
    @discardableResult
    package mutating func setAside(_ taken: Set<Dot>) -> Dot? {
        for case .change(let judged) in vouched.map(\.entry.content)
        where taken.contains(judged.dot) {
            aside.insert(judged.dot)
            guard case .payload(let payload) = judged.body,
                let change = try? Change(payload: payload), !quarantine.contains(change)
            else { continue }
            quarantine.append(change)
        }
        return unsent.first { own in
            own.change.writes.contains { !aside.isDisjoint(with: $0.replaces) }
        }?.dot
    }
}

extension Change {
    /// The change of a device with other names for some dots: its own, and those that it replaces.
    func translated(
        _ names: [Dot: Dot], by device: DeviceID, without others: Set<Dot> = []
    ) -> Change {
        Change(
            dot: names[dot] ?? dot, device: device, author: author, claimed: claimed,
            schemaVersion: schemaVersion,
            writes: writes.map { write in
                Write(
                    address: write.address, value: write.value,
                    replaces: write.replaces.filter { !others.contains($0) }
                        .map { names[$0] ?? $0 })
            }, extras: extras)
    }
}
