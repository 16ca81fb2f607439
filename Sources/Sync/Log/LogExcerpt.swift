package import Causality

/// What a database lays out of a book: as much of it as answering a request needs.
///
/// A book that was laid out answers as the whole book would, as long as all is at hand that
/// `LogNeeds` tells of. What has become of it afterwards is a `LogDifference`, which the database
/// writes in the transaction that read it.
package struct LogExcerpt: Hashable, Sendable {
    /// The last point of the log, the entries that are wanted, and the points that were named.
    package var tail = LogTail()
    /// The receipts that vouch for what is wanted, in their order.
    package var receipts: [Receipt] = []
    /// The records, the replicas and the refused changes that are wanted.
    package var state = BookState()
    /// The replicas by their numbers, where all of them are wanted.
    package var roll = Roll()
    /// The digest of the whole state.
    package var digest = StateDigest()
    /// The last acceptance stamp that was given.
    package var lastAccepted = Stamp(bits: 0)
    /// The position up to which backups hold the log.
    package var durable: UInt64 = 0
    /// The position up to which entries were dropped.
    package var compacted: UInt64 = 0
    /// The device whose own book goes up whole.
    package var attaching: DeviceID?
    /// What is gathered while the book stands still.
    package var recovery: Recovery?
    /// Those of the points that were named that no longer count.
    package var superseded: Set<LogPoint> = []
    /// The devices that are asked about.
    package var attendance = Attendance()
    /// Whose the wanted replicas are.
    package var ownership = Ownership()
    /// The links of the wanted replicas.
    package var chains = Chains()
    /// Where the wanted changes stand.
    package var places: [Dot: LogPlace] = [:]
    /// Those of the wanted records whose making was refused.
    package var unborn: Set<RecordKey> = []
    /// The graves that the wanted entries open.
    package var graves: [UInt64: [Record]] = [:]

    /// Lays out nothing of an empty book.
    package init() {}
}

/// Where a change stands, and what has to be told of it whenever it is sent again.
package struct LogPlace: Hashable, Sendable {
    /// Its position.
    package let position: UInt64
    /// The hash of its payload.
    package let payloadHash: ContentHash
    /// What became of it.
    package let ruling: Ruling
    /// The stamps that everybody uses for it.
    package let stamps: Stamps

    /// Keeps what was stored.
    package init(position: UInt64, payloadHash: ContentHash, ruling: Ruling, stamps: Stamps) {
        self.position = position
        self.payloadHash = payloadHash
        self.ruling = ruling
        self.stamps = stamps
    }

    /// The place of a change at a position.
    package init(of change: JudgedChange, at position: UInt64, using hash: HashFunction) {
        self.init(
            position: position, payloadHash: change.payloadHash(using: hash),
            ruling: change.ruling, stamps: change.stamps)
    }
}

extension BookLog {
    /// A book as far as it was laid out.
    package init(
        laidOut excerpt: LogExcerpt, judge: Judge, verifier: ReceiptVerifier,
        signer: ReceiptSigner, hash: @escaping HashFunction
    ) {
        self.init(judge: judge, verifier: verifier, signer: signer, hash: hash)
        tail = excerpt.tail
        sealed = excerpt.tail.head
        receipts = excerpt.receipts
        state = excerpt.state
        roll = excerpt.roll
        digest = excerpt.digest
        clock = AcceptanceClock(after: excerpt.lastAccepted)
        durable = excerpt.durable
        compacted = excerpt.compacted
        attaching = excerpt.attaching
        recovery = excerpt.recovery
        superseded = excerpt.superseded
        attendance = excerpt.attendance
        ownership = excerpt.ownership
        chains = excerpt.chains
        places = excerpt.places
        unborn = excerpt.unborn
        graves = excerpt.graves
    }
}

extension LogExcerpt {
    /// Lays out replicas, in the order of their numbers.
    package mutating func lay(_ replicas: [HeldReplica]) {
        let live = replicas.filter { !$0.isClosed }.map { ($0.id, $0.run) }
        let closed = replicas.filter(\.isClosed).map { ($0.id, $0.run.highest) }
        let owned = replicas.compactMap { held in held.device.map { (held.id, $0) } }
        let links = replicas.map { ($0.id, $0.edges) }
        state = BookState(
            knowledge: Knowledge(
                vector: VersionVector(sorting: live.map { (replica: $0.0, run: $0.1) }),
                closed: Dictionary(closed, uniquingKeysWith: { $1 })),
            records: state.records, removedEarly: state.removedEarly, refused: state.refused)
        ownership = Ownership(
            devices: Dictionary(owned, uniquingKeysWith: { $1 }),
            newest: Dictionary(owned.map { ($0.1, $0.0) }, uniquingKeysWith: { $1 }))
        chains = Chains(edges: Dictionary(links, uniquingKeysWith: { $1 }))
    }
}
