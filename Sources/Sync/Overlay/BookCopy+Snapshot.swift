package import Causality

extension BookCopy {
    /// Puts a snapshot into the place of the base, in one step; the overlay stays as it is.
    ///
    /// A change of the overlay that the snapshot covers stays until it was sent again and got its
    /// verdict: only then is it known that the log holds this change under its dot, and no other.
    /// Verdicts that were heard before may be of a history that no longer counts, and so may the
    /// entries that were kept: they stay, to be offered. Without a roll all replicas are named in
    /// full.
    ///
    /// The answer is the new replica under which changes were entered again, if some had to be:
    /// because they name what the old base showed under a name that the log has for another
    /// change, or because the snapshot shows their own names to be another's. From now on such a
    /// name means what the snapshot shows, and up to now it meant the other. Forms that were opened
    /// before have to be dropped wherever anything was ever put aside.
    @discardableResult
    package mutating func replaceBase(
        with snapshot: BookSnapshot, as replica: @autoclosure () throws -> ReplicaID,
        milliseconds: UInt64
    ) rethrows -> ReplicaID? {
        let present = snapshot.state.refused.mapValues(\.payloadHash)
            .merging(payloadHashes(of: snapshot.kept.map(\.entry))) { $1 }
        putAside(vouched, besides: present)
        putAside(shownBy: snapshot.state, besides: snapshot.kept)
        takeBack(namesOf: snapshot.kept.lazy.map(\.entry))
        let held = vouched
        forgetRefusals(lackedBy: snapshot.state)
        var fresh = try renameUnsent(as: replica())
        strays = strays.union(held).subtracting(snapshot.kept)
        durable = max(durable, snapshot.durable)
        self.kept = snapshot.kept
        base = snapshot.state
        cursor = snapshot.point
        roll = snapshot.roll
        digest = snapshot.staged?.digest ?? StateDigest(of: base, using: hash)
        snapshot.staged.map { clock.observe($0.latest) }
        keep(snapshot.receipts)
        for index in overlay.indices { overlay[index].judgement = nil }
        let bearers = overlay.map { base.bearer(of: $0.change, using: hash) }
        if let start = bearers.firstIndex(of: .another) {
            let replica = try fresh ?? replica()
            enterAgain(from: start, as: replica)
            fresh = replica
        }
        for record in base.records.values { observe(record) }
        dropDurable()
        relay(milliseconds: milliseconds)
        return fresh
    }

    private mutating func observe(_ record: Record) {
        for slot in record.registers {
            for sibling in slot.value.siblings { clock.observe(sibling.stamp) }
        }
    }

    /// Those of one's own changes that a history refused which no longer counts are to be sent
    /// again, and name what everybody else names.
    private mutating func forgetRefusals(lackedBy state: BookState) {
        for index in overlay.indices where overlay[index].isRefused {
            guard state.bearer(of: overlay[index].change, using: hash) != .itself else { continue }
            overlay[index].judgement = nil
        }
    }
}

/// A snapshot that a database puts together, part after part, in a copy on which nothing of one's
/// own lies.
extension BookCopy {
    /// Goes on with a snapshot, over those of its records that are laid out here.
    package func assembly(
        from tail: LogPoint, to point: LogPoint, of ranges: [SnapshotChunk]
    ) -> SnapshotAssembly {
        let head = SnapshotHead(
            tail: tail, point: point, knowledge: Knowledge(), removedEarly: [:], refused: [:])
        return SnapshotAssembly(
            head, staged: base, of: ranges, authors: roll.replicas, followedTo: cursor)
    }

    /// Lets the base be what the snapshot has come to. Until all of it is there, the digest is that
    /// of the records alone.
    package mutating func stage(_ assembly: SnapshotAssembly) {
        for key in laid ?? [] {
            digest.replace(base.records[key], by: assembly.state.records[key], using: hash)
            assembly.state.records[key].map { observe($0) }
        }
        base = assembly.state
        cursor = assembly.point
        for author in assembly.authors.dropFirst(roll.count) { roll.enter(author, using: hash) }
        kept += assembly.kept
        keep(assembly.receipts)
    }

    /// The digest of a snapshot of which all is there.
    package var stagedDigest: StateDigest {
        var bare = base
        bare.forgetRecords()
        return digest.adding(StateDigest(of: bare, using: hash))
    }
}
