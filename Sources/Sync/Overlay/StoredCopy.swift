package import Causality

/// What a laptop keeps of its copy of a book, but for the records, the entries for a server that
/// lost its log, and the receipts: those stay in the database until they are asked for.
package struct StoredCopy: Sendable {
    /// Which changes the base holds.
    package var knowledge = Knowledge()
    /// Where changes were named before they came.
    package var removedEarly: [Dot: Set<RegisterAddress>] = [:]
    /// The empty form of every change that was refused.
    package var refused: [Dot: EmptyForm] = [:]
    /// The replicas of the log by their numbers.
    package var roll = Roll()
    /// The digest of the base.
    package var digest = StateDigest()
    /// How far the log was applied.
    package var cursor = LogPoint.start
    /// The position up to which nothing has to be kept.
    package var durable: UInt64 = 0
    /// One's own changes that are not below the cursor, in their order.
    package var overlay: [OwnChange] = []
    /// One's own changes that were refused.
    package var handedBack: [OwnChange] = []
    /// Under which dots refused changes were sent again.
    package var resent: [Dot: Dot] = [:]
    /// The refused changes that are done with.
    package var dismissed: Set<Dot> = []
    /// Dots that name another change in the log than the one that was held, with the names under
    /// which the log has that one.
    package var aside: [Dot: Set<Dot>] = [:]
    /// The chains of one's own replicas.
    package var chains: [ReplicaID: Chain] = [:]
    /// The last stamp that was given or seen.
    package var clock = Stamp(bits: 0)
    /// By how many milliseconds the server's clock is ahead of the laptop's.
    package var clockOffset: Int64 = 0

    /// Keeps nothing yet.
    package init() {}
}

extension BookCopy {
    /// A copy as it was stored, with no record at hand.
    package init(
        stored: StoredCopy, device: DeviceID, schema: Schema, verifier: ReceiptVerifier,
        hash: @escaping HashFunction, milliseconds: UInt64
    ) {
        self.init(device: device, schema: schema, verifier: verifier, hash: hash)
        base = BookState(
            knowledge: stored.knowledge, removedEarly: stored.removedEarly,
            refused: stored.refused)
        roll = stored.roll
        digest = stored.digest
        cursor = stored.cursor
        durable = stored.durable
        overlay = stored.overlay
        handedBack = stored.handedBack
        resent = stored.resent
        dismissed = stored.dismissed
        aside = stored.aside
        chains = stored.chains
        clock = HybridClock(after: stored.clock)
        clockOffset = stored.clockOffset
        laid = []
        relay(milliseconds: milliseconds)
    }

    /// The last stamp that was given or seen.
    package var lastStamp: Stamp { clock.last }
}

/// A record as a laptop keeps it.
package struct HeldRecord: Hashable, Sendable {
    /// What a person sees of it.
    package let seen: Record
    /// What the log says of it, where the overlay touches it; else that is what is seen.
    package let base: Record?

    /// Keeps what was stored.
    package init(seen: Record, base: Record?) {
        self.seen = seen
        self.base = base
    }

    /// Whether nothing is left to keep.
    package var isEmpty: Bool { seen.registers.isEmpty && (base?.registers.isEmpty ?? true) }
}

/// What a database lays out before something is done, and takes back afterwards.
extension BookCopy {
    /// Lays out records: all that what is done next can change or needs.
    package mutating func lay(_ records: [HeldRecord], for keys: Set<RecordKey>) {
        laid = (laid ?? []).union(keys)
        for held in records {
            base.adopt(held.base ?? held.seen)
            if held.base != nil { top.adopt(held.seen) }
        }
    }

    /// Lays out what is kept for a server that lost its log.
    package mutating func lay(
        kept: [VouchedEntry], strays: Set<VouchedEntry>, receipts: [Receipt]
    ) {
        self.kept = kept
        self.strays = strays
        self.receipts = Dictionary(receipts.map { ($0.end, $0) }, uniquingKeysWith: { $1 })
    }

    /// Takes back whatever was laid out.
    package mutating func clear() {
        laid = []
        base.forgetRecords()
        top.forgetRecords()
        kept = []
        strays = []
        receipts = [:]
        quarantine = []
    }

    /// The records that are laid out, as they are kept.
    package var laidOut: [RecordKey: HeldRecord] {
        Dictionary(uniqueKeysWithValues: (laid ?? []).map { ($0, held($0)) })
    }

    /// A record that was laid out, as it is to be kept.
    package func held(_ key: RecordKey) -> HeldRecord {
        HeldRecord(seen: self[key], base: touched.contains(key) ? base[key] : nil)
    }
}

/// What has to be laid out.
extension BookCopy {
    /// The records that applying a page can change.
    package func records(in page: Page) -> LogNeeds {
        var needs = LogNeeds(
            applying: page.items.map(\.entry).filter { $0.position > cursor.position }, in: schema)
        guard !overlay.isEmpty else { return needs }
        for own in overlay where needs.dots.contains(own.dot) { needs.ask(own.change.records) }
        return needs
    }

    /// The records that verdicts can change.
    package func records(in verdicts: Verdicts) -> Set<RecordKey> {
        let dots = Set(verdicts.verdicts.map(\.dot))
        return Set(overlay.filter { dots.contains($0.dot) }.flatMap(\.change.records))
    }

    /// The records that the overlay touches.
    package var records: Set<RecordKey> { touched }

    /// The records that were laid out.
    package var atHand: Set<RecordKey> { laid ?? keys }
}
