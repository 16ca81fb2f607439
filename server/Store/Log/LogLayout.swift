import Bytes
import Catalog
import Causality
import PostgreSQL
import Sync

/// Lays out of a book what a request needs, and tells what has become of it.
///
/// Invariant: whatever `LogNeeds` told of is at hand before the book is asked.
struct LogLayout {
    let book: BookID
    let head: BookHead
    private(set) var excerpt = LogExcerpt()
    /// The numbers of the replicas that were laid out.
    private(set) var numbers: [ReplicaID: Int32] = [:]
    /// What a laptop brings back.
    private(set) var offered: [VouchedEntry] = []
    private var laid = LogNeeds()
    private var replicas: [Int32: HeldReplica] = [:]
    private var points: [LogPoint] = []
    private var records: [RecordKey: Record] = [:]
    private var removedEarly: [Dot: Set<RegisterAddress>] = [:]
    private var refused: [Dot: EmptyForm] = [:]

    init(of book: BookID, head: BookHead) {
        self.book = book
        self.head = head
        excerpt.digest = head.digest
        excerpt.lastAccepted = head.lastAccepted
        excerpt.durable = head.durable
        excerpt.compacted = head.compacted
        excerpt.attaching = head.attaching
        excerpt.tail = LogTail(after: head.point)
    }
}

extension LogLayout {
    /// Lays out what is needed, and what turns out to be needed besides.
    mutating func lay(
        _ needs: LogNeeds, in schema: Sync.Schema, from connection: isolated Connection
    ) throws {
        var needs = needs.without(laid)
        while !needs.isEmpty {
            laid.formUnion(needs)
            let rows = try connection.held(needs.replicas, in: book)
            take(rows)
            try layChanges(needs, from: connection)
            try layPoints(needs.positions, from: connection)
            try layRecords(needs.records, from: connection)
            assemble()
            needs = laid.more(over: excerpt.state, in: schema)
        }
    }

    /// Lays out the replicas of a device, and those of which something is missing.
    mutating func layReplicas(
        of device: DeviceID, from connection: isolated Connection
    ) throws {
        try lay(try connection.held(of: device, in: book), from: connection)
    }

    /// Lays out what taking back entries needs, and what was put aside when others came back.
    mutating func layAll(for needs: LogNeeds, from connection: isolated Connection) throws {
        excerpt.quarantine = Set(try connection.quarantine(of: book))
        var needs = needs
        needs.ask(about: excerpt.quarantine, using: LogHash.function)
        try lay(needs, in: Catalog.schema, from: connection)
    }

    /// Lays out everything that a snapshot begins with.
    mutating func layAll(from connection: isolated Connection) throws {
        take(try connection.heldReplicas(in: book))
        for form in try connection.forms(in: book) { refused[form.dot] = form }
        removedEarly = try connection.earlyRemovals(in: book)
        for (_, replica) in replicas.sorted(by: { $0.key < $1.key }) {
            excerpt.roll.enter(replica.id, using: LogHash.function)
        }
        assemble()
    }

    mutating func lay(_ attendance: Attendance) { excerpt.attendance = attendance }

    /// Lays out the entries that follow a point of the log, with all that belongs to them; nothing
    /// where the log does not pass through it.
    mutating func layPage(
        after point: LogPoint, within limits: BookOffice.Limits,
        from connection: isolated Connection
    ) throws {
        guard excerpt.tail.point(at: point.position) == point else { return }
        let (tail, hasGraves) = try connection.tail(
            of: book, after: point, head: head.point, countMax: limits.pageEntries,
            bytesMax: limits.pageBytes)
        let last = tail.entries.last?.position ?? point.position
        excerpt.receipts = try connection.receipts(
            of: book, after: point.position, through: last, countMax: limits.pageReceipts)
        if hasGraves {
            excerpt.graves = try connection.graves(of: book, after: point.position, through: last)
        }
        let entries = tail.entries.prefix {
            $0.position <= excerpt.receipts.last?.end.position ?? last
        }
        let count = fitting(entries, in: limits.pageBytes)
        excerpt.tail = LogTail(
            after: point, entries: Array(entries.prefix(count)),
            hashes: Array(tail.hashes.prefix(count)), points: points, head: head.point)
    }

    /// How many of some entries fit with the graves that they open; the first one always does.
    private func fitting(_ entries: ArraySlice<LogEntry>, in bytesMax: Int) -> Int {
        guard !excerpt.graves.isEmpty else { return entries.count }
        var bytes = 0
        for (index, entry) in entries.enumerated() {
            let graves = excerpt.graves[entry.position] ?? []
            bytes += graves.reduce(entry.encoded.count) { $0 + $1.encoded.count }
            if index > 0, bytes > bytesMax { return index }
        }
        return entries.count
    }

    /// Lays out the records that follow a key, and one more if there is any.
    mutating func layRecords(
        after key: RecordKey?, countMax: Int, from connection: isolated Connection
    ) throws {
        let page = try connection.states(after: key, countMax: countMax + 1, in: book)
        for record in page { records[record.key] = record }
        assemble()
    }

    mutating func lay(_ offer: Offer) { offered = offer.entries }

    mutating func lay(_ recovery: Recovery?) { excerpt.recovery = recovery }

    /// Lays out replicas, and what was refused of them.
    mutating func lay(
        _ rows: [NumberedReplica], from connection: isolated Connection
    ) throws {
        take(rows)
        if head.hasRefusals {
            let forms = try connection.forms(of: rows.map(\.replica.id), in: book)
            for form in forms { refused[form.dot] = form }
        }
        assemble()
    }

    /// Lays out one record as it stands, before it is known whether it will be written to.
    mutating func layRecord(_ key: RecordKey, from connection: isolated Connection) throws {
        guard records[key] == nil else { return }
        if let record = try connection.states(of: [key], in: book).first { records[key] = record }
        assemble()
    }
}

extension LogLayout {
    private mutating func take(_ rows: [NumberedReplica]) {
        for row in rows {
            replicas[row.number] = row.replica
            numbers[row.replica.id] = row.number
        }
    }

    private mutating func layChanges(
        _ needs: LogNeeds, from connection: isolated Connection
    ) throws {
        assemble()
        let held = needs.dots.filter(excerpt.state.knowledge.covers)
        for (dot, place) in try connection.places(of: held, numbers, in: book) {
            excerpt.places[dot] = place
            try layPoints([place.position], from: connection)
        }
        if !held.isEmpty { try layReceipts(from: connection) }
        if head.hasEarlyRemovals {
            removedEarly.merge(try connection.earlyRemovals(of: needs.dots, in: book)) { $1 }
        }
        if head.hasRefusals {
            for form in try connection.forms(of: needs.named, in: book) { refused[form.dot] = form }
        }
    }

    private mutating func layReceipts(from connection: isolated Connection) throws {
        let positions = Set(excerpt.places.values.map(\.position))
        excerpt.receipts = try connection.receipts(at: positions, in: book)
    }

    private mutating func layPoints(
        _ positions: Set<UInt64>, from connection: isolated Connection
    ) throws {
        guard !positions.isEmpty else { return }
        let (present, superseded) = try connection.points(at: positions, in: book)
        points += present
        let tail = excerpt.tail
        excerpt.tail = LogTail(
            after: tail.start, entries: tail.entries, hashes: tail.hashes, points: points)
        excerpt.superseded.formUnion(superseded)
    }

    private mutating func layRecords(
        _ keys: Set<RecordKey>, from connection: isolated Connection
    ) throws {
        guard !keys.isEmpty else { return }
        for record in try connection.states(of: keys, in: book) { records[record.key] = record }
        guard head.hasUnborn else { return }
        excerpt.unborn.formUnion(try connection.unborn(among: keys, in: book))
    }

    private mutating func assemble() {
        excerpt.state = BookState(
            knowledge: excerpt.state.knowledge, records: records, removedEarly: removedEarly,
            refused: refused)
        excerpt.lay(replicas.sorted { $0.key < $1.key }.map(\.value))
    }
}
