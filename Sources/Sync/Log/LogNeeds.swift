package import Causality

/// What of a book has to be at hand before it takes changes: a database lays out no more than that.
package struct LogNeeds: Hashable, Sendable {
    /// Positions whose log hash is compared.
    package private(set) var positions: Set<UInt64> = []
    /// Replicas of which it is asked what is held.
    package private(set) var replicas: Set<ReplicaID> = []
    /// Changes of which it is asked where they stand, and what was named of them early.
    package private(set) var dots: Set<Dot> = []
    /// Changes of which it is asked what they named, if they were refused.
    package private(set) var named: Set<Dot> = []
    /// Records whose state is read or changed.
    package private(set) var records: Set<RecordKey> = []

    /// Needs nothing but points of the log.
    package init(points: [LogPoint] = []) {
        positions = Set(points.map(\.position))
    }

    /// What answering a hello needs, but for the replicas of its device.
    package init(answering hello: Hello) {
        self.init(points: hello.points)
        replicas = Set(hello.lanes.map(\.replica))
    }

    /// What taking changes needs, as far as it can be told before anything was laid out.
    package init(taking push: Push, in schema: Schema) {
        self.init(points: push.points)
        for sent in push.runs.lazy.flatMap(\.changes) { take(sent.dot, sent.change, schema) }
    }

    /// What taking back entries of the log needs.
    package init(takingBack offer: Offer, in schema: Schema, using hash: HashFunction) {
        self.init(points: offer.points)
        take(back: offer.entries.map(\.entry), schema, hash)
    }

    /// What applying entries of the log needs.
    package init(applying entries: [LogEntry], in schema: Schema) { take(entries, schema) }

    /// What ending a recovery needs.
    package init(ending recovery: Recovery, in schema: Schema, using hash: HashFunction) {
        self.init(points: recovery.named.sorted())
        take(back: recovery.offered.map(\.entry), schema, hash)
    }

    /// What was put aside, and may have been entered again.
    package mutating func ask(about quarantine: Set<SentChange>, using hash: HashFunction) {
        for sent in quarantine { ask(aboutReentryOf: sent.payloadHash(using: hash), hash) }
    }

    /// Whether nothing is needed.
    package var isEmpty: Bool {
        positions.isEmpty && replicas.isEmpty && dots.isEmpty && named.isEmpty && records.isEmpty
    }
}

extension LogNeeds {
    /// What came back may have to be entered again under another dot; then it is asked when what
    /// it names was accepted.
    private mutating func take(
        back entries: [LogEntry], _ schema: Schema, _ hash: HashFunction
    ) {
        take(entries, schema)
        for case .change(let judged) in entries.map(\.content) {
            ask(aboutReentryOf: judged.payloadHash(using: hash), hash)
            for naming in judged.namings { dots.formUnion(naming.replaces) }
        }
    }

    private mutating func ask(aboutReentryOf payload: ContentHash, _ hash: HashFunction) {
        guard let dot = Reentry.dot(of: payload, using: hash) else { return }
        dots.insert(dot)
        named.insert(dot)
        replicas.insert(dot.replica)
    }

    private mutating func take(_ entries: [LogEntry], _ schema: Schema) {
        for entry in entries {
            let opened = OpenedEntry(entry)
            switch entry.content {
            case .closed(let replica): replicas.insert(replica)
            case .change(let judged):
                take(judged.dot, opened.change, schema)
                if case .empty(let form) = judged.body { take(form) }
            }
        }
    }

    private mutating func take(_ dot: Dot, _ change: Change?, _ schema: Schema) {
        dots.insert(dot)
        named.insert(dot)
        replicas.insert(dot.replica)
        var last: RecordKey?
        for write in change?.writes ?? [] {
            if write.address.record != last { records.insert(write.address.record) }
            last = write.address.record
            name(write.replaces)
            guard let owner = schema.owner(in: write.address.record.collection),
                owner.register == write.address.register
            else { continue }
            if let key = write.value.flatMap(owner.key) { records.insert(key) }
        }
    }

    private mutating func take(_ form: EmptyForm) {
        for naming in form.namings {
            records.insert(naming.address.record)
            name(naming.replaces)
        }
    }

    private mutating func name(_ dots: [Dot]) {
        named.formUnion(dots)
        for dot in dots { replicas.insert(dot.replica) }
    }
}

extension LogNeeds {
    /// What is needed besides, once what is needed was laid out: what refused changes named, what
    /// was named before it came, and who owns the records.
    package func more(over state: BookState, in schema: Schema) -> LogNeeds {
        var more = LogNeeds()
        for dot in named where !state.refused.isEmpty {
            if let form = state.refused[dot] { more.take(form) }
        }
        for dot in dots where !state.removedEarly.isEmpty {
            more.records.formUnion((state.removedEarly[dot] ?? []).map(\.record))
        }
        more.records.formUnion(records.compactMap { schema.owner(of: state[$0]) })
        return more.without(self)
    }

    /// Needs some records besides.
    mutating func ask(_ records: [RecordKey]) { self.records.formUnion(records) }

    /// What is needed here and not there.
    package func without(_ other: LogNeeds) -> LogNeeds {
        var rest = self
        rest.positions.subtract(other.positions)
        rest.replicas.subtract(other.replicas)
        rest.dots.subtract(other.dots)
        rest.named.subtract(other.named)
        rest.records.subtract(other.records)
        return rest
    }

    /// Needs whatever either of the two needs.
    package mutating func formUnion(_ other: LogNeeds) {
        positions.formUnion(other.positions)
        replicas.formUnion(other.replicas)
        dots.formUnion(other.dots)
        named.formUnion(other.named)
        records.formUnion(other.records)
    }
}
