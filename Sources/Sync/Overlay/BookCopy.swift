package import Causality

/// A laptop's copy of a book: the base, which is the server's log, and the overlay of its own work.
///
///     saved ──save──▶ overlay ──pull──▶ base
///                        └──────refused──▶ handed back
///
/// Invariants:
/// 1. The base is exactly what the log says up to the cursor; nothing else ever enters it.
/// 2. A change of its own stands in the overlay until the log brings it, and then no longer.
/// 3. A person sees the base with the overlay on top, without what was refused.
/// 4. What was refused is handed back, each change once, and never dropped.
/// 5. A dot is minted once: by a replica id that this start of the program minted itself.
/// 6. It believes nothing that the server says of the log without a receipt that it checked.
package struct BookCopy: Sendable {
    /// The device whose copy it is.
    package let device: DeviceID
    /// The server's log up to the cursor, and nothing else.
    package internal(set) var base = BookState()
    /// The digest of the base.
    package internal(set) var digest = StateDigest()
    /// How far the log was applied.
    package internal(set) var cursor = LogPoint.start
    /// The replicas of the log up to the cursor, by their numbers.
    package internal(set) var roll = Roll()
    /// One's own changes that are not below the cursor: replicas in order of birth, then counters.
    package internal(set) var overlay: [OwnChange] = []
    /// One's own changes that the server refused, waiting for a person.
    package internal(set) var handedBack: [OwnChange] = []
    /// Under which dots refused changes were sent again.
    package internal(set) var resent: [Dot: Dot] = [:]
    /// The refused changes that their author sent again or threw away.
    package internal(set) var dismissed: Set<Dot> = []
    /// One's own changes whose dot another history had taken: kept as they were, with an alarm.
    package internal(set) var quarantine: [Change] = []
    /// Dots that name another change in the log than the one that this copy once held, with the
    /// names under which the log has that one.
    package internal(set) var aside: [Dot: Set<Dot>] = [:]
    /// The chains of one's own replicas: how far each has counted, and its last link.
    package internal(set) var chains: [ReplicaID: Chain] = [:]

    /// The keys that receipts are checked with.
    package var verifier: ReceiptVerifier
    /// The entries of the log that were pulled and are not durable yet, for a server that has to
    /// have them back.
    package internal(set) var kept: [VouchedEntry] = []
    /// Entries that were kept before a snapshot took the base's place: they may be of a history
    /// that no longer counts, and are brought to whoever asks.
    package internal(set) var strays: Set<VouchedEntry> = []
    /// The receipts that vouch for what is kept, by the points at which they end.
    package internal(set) var receipts: [LogPoint: Receipt] = [:]

    /// The position up to which nothing has to be kept for a server that lost its log.
    package internal(set) var durable: UInt64 = 0

    /// The overlay applied to the records that it touches.
    var top = BookState()
    /// The records that the overlay touches.
    var touched: Set<RecordKey> = []
    /// The records that a database has laid out; `nil` where all of them are at hand.
    var laid: Set<RecordKey>?
    /// By how many milliseconds the server's clock is ahead of this machine's.
    package internal(set) var clockOffset: Int64 = 0
    let schema: Schema
    /// Computes hashes.
    package let hash: HashFunction
    var clock = HybridClock()

    /// An empty copy.
    package init(
        device: DeviceID, schema: Schema, verifier: ReceiptVerifier, hash: @escaping HashFunction
    ) {
        self.device = device
        self.schema = schema
        self.verifier = verifier
        self.hash = hash
    }
}

extension BookCopy {
    /// What a person sees of a record.
    package subscript(key: RecordKey) -> Record { top.records[key] ?? shadowed(key) }

    /// Every record of which a person sees something.
    package var keys: Set<RecordKey> { Set(base.records.keys).union(top.records.keys) }

    /// Opens a record: what is seen now is the context of whatever is done with it later.
    package func open(_ key: RecordKey) -> Sight {
        Sight(of: self[key], in: schema) { self[$0] }
    }

    /// Saves what a person did at once, under the next dot of this start's replica.
    package mutating func save(
        _ writes: [Write], as replica: ReplicaID, milliseconds: UInt64
    ) -> Change {
        let counter = (chains[replica]?.last.counter ?? 0) + 1
        let change = Change(
            dot: Dot(replica: replica, counter: counter), device: device,
            claimed: clock.tick(milliseconds: corrected(milliseconds)),
            schemaVersion: schema.version, writes: writes)
        overlay.append(linked(change))
        cover(change, milliseconds: milliseconds)
        return change
    }

    /// Takes note of how far this machine's clock is off, and sets the stamps back if they run
    /// ahead of the server's clock by more than is credible.
    package mutating func correctClock(by server: Stamp, milliseconds: UInt64) {
        let (present, own) = (server.milliseconds, min(milliseconds, Stamp.millisecondsMax))
        clockOffset =
            present >= own ? Int64(clamping: present - own) : -Int64(clamping: own - present)
        clock.setBack(to: max(server, clock.last.credible(at: present)))
    }

    /// What the server's clock says, when this machine's says so.
    func corrected(_ milliseconds: UInt64) -> UInt64 {
        let own = min(milliseconds, Stamp.millisecondsMax)
        return clockOffset >= 0
            ? own + clockOffset.magnitude : own - min(own, clockOffset.magnitude)
    }

    /// Links a new change to the one before it.
    mutating func linked(_ change: Change) -> OwnChange {
        var chain = chains[change.dot.replica] ?? Chain(of: change.dot.replica)
        let own = OwnChange(change: change, link: chain.head)
        chain.append(change.dot, payloadHash: hash(change.payload), using: hash)
        chains[change.dot.replica] = chain
        return own
    }

    // A record that the overlay touched and emptied is empty, whatever the base holds.
    private func shadowed(_ key: RecordKey) -> Record {
        touched.contains(key) ? Record(key: key) : base[key]
    }
}
