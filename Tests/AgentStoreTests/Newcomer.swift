import AgentStore
import Bytes
import Catalog
import Causality
import SQLite
import Sync
import Testing

/// A laptop that takes snapshots of a book which an office holds in memory.
struct Newcomer: Sendable {
    private static let book = BookID(bytes: [UInt8](repeating: 4, count: 16))!
    private static let now: UInt64 = 1_763_700_000_000
    private static let sign: @Sendable ([UInt8]) -> [UInt8] = {
        CopyHash.function([7] + $0).bytes
    }

    let path: String
    let desk: BookDesk
    private let database: Database

    init(at path: String, pagesMax: Int32? = nil) async throws {
        self.path = path
        database = try await Database.open(at: path, migrations: FileSchema.migrations)
        desk = BookDesk(
            book: Self.book, device: DeviceID(bytes: [UInt8](repeating: 1, count: 16))!,
            database: database, arrivalPagesMax: pagesMax,
            check: { statement, signature, _ in Self.sign(statement) == signature }
        ) { ReplicaID(bytes: [UInt8](repeating: 2, count: 16))! }
        _ = try await desk.learn(Self.keys, at: Self.now)
    }

    private static let keys = [ReceiptKey(number: 7, bytes: [UInt8](repeating: 7, count: 32))]

    /// An office with clients whose names have a word in common.
    static func office(clients count: Int, named word: String = "name") -> BookLog {
        let verifier = ReceiptVerifier(book: book, keys: keys) { statement, signature, _ in
            sign(statement) == signature
        }
        var log = BookLog(
            judge: Judge(schema: Catalog.schema) { _, _ in nil }, verifier: verifier,
            signer: ReceiptSigner(key: 7, sign: sign), hash: CopyHash.function)
        let letters = Array(word.utf8.prefix(4))
        let replica = ReplicaID(bytes: letters + [UInt8](repeating: 9, count: 12))!
        for number in 1...count {
            let values: [(UInt32, Value)] = [
                (Life.register, Life.alive.value), (2, .text("\(word) \(number)")),
            ]
            let change = Change(
                dot: Dot(replica: replica, counter: UInt64(number)),
                device: DeviceID(bytes: [UInt8](repeating: 9, count: 16))!,
                claimed: Stamp(milliseconds: now), schemaVersion: 1,
                writes: values.map { register, value in
                    Write(
                        address: RegisterAddress(record: .numbered(number), register: register),
                        value: value, replaces: [])
                })
            _ = log.ingest(SentChange(change), milliseconds: now)
        }
        return log
    }

    /// The program starts again; what lies beside the book was not tidied up.
    func restarted() async throws -> Newcomer {
        await database.close()
        return try await Newcomer(at: path)
    }

    func close() async {
        await desk.close()
        await database.close()
    }

    /// Takes parts until the snapshot is the base, or so many of them came.
    @discardableResult
    func fetch(
        from office: BookLog, goingOn begun: Session.Laptop.SnapshotProgress? = nil,
        partsMax: Int = .max, countMax: Int = 3
    ) async throws -> Session.Laptop.SnapshotProgress {
        var (progress, parts) = (begun, 0)
        while parts < partsMax, progress != .swapped, progress != .torn {
            parts += 1
            progress = try await desk.stage(
                try await part(after: progress, of: office, countMax), at: Self.now)
        }
        return progress ?? .torn
    }

    private func part(
        after progress: Session.Laptop.SnapshotProgress?, of office: BookLog, _ countMax: Int
    ) async throws -> Conversation.Part {
        switch progress {
        case nil: return .head(office.snapshotHead())
        case .next(let key): return .chunk(office.snapshotChunk(after: key, countMax: countMax))
        default:
            let point = try #require(try await desk.tail().points.first)
            return .tail(office.page(after: point.position, countMax: 4_096))
        }
    }

    /// Adds a client of one's own.
    func name(_ name: String) async throws {
        _ = try await desk.save(at: Self.now) { open, mint in
            let key = RecordKey(collection: Catalog.client.number, id: try mint())
            return Sight(of: try open(key), in: Catalog.schema) { Record(key: $0) }
                .creation([RegisterKey(2): .text(name)])
        }
    }

    /// How many clients are found by a word.
    func found(_ word: String) async throws -> Int {
        try await database.read { connection in
            try connection.scalar(
                """
                SELECT count(*) FROM search JOIN searchable AS s ON s.number = search.rowid
                JOIN clients AS c ON c.id = s.id AND c.is_alive WHERE search MATCH ?
                """, word) ?? 0
        }
    }

    /// Applies all that the office's log holds after a position, so many entries at a time.
    func follow(_ office: BookLog, after start: UInt64 = 0, countMax: Int) async throws {
        var position = start
        while position < office.head.position {
            let page = office.page(after: position, countMax: countMax)
            let applied = try await desk.apply(page, at: Self.now)
            try #require(applied.outcome == .applied)
            position = applied.cursor.position
        }
    }

    /// Where the history tells of a record.
    func places(of key: RecordKey) async throws -> [Int64] {
        try await database.read { connection in
            try connection.query(
                """
                SELECT h.position FROM history_records AS r
                JOIN history AS h ON h.position = r.position
                WHERE r.collection = ? AND r.id = ? ORDER BY h.position
                """, key.collection, key.id
            ) { try $0.read(0) }
        }
    }

    /// In how many parts the index of words lies.
    func wordPartsCount() async throws -> Int {
        try await database.read { connection in
            try connection.scalar("SELECT count(DISTINCT segid) FROM search_idx") ?? 0
        }
    }

    /// Expects that the base is what the office holds.
    func expect(_ office: BookLog) async throws {
        let parity = try await desk.parity(at: Self.now)
        #expect(parity.point == office.head)
        #expect(parity.digest == office.digest.hash)
        #expect(try await desk.settleDigest(at: Self.now))
        for (key, record) in office.state.records {
            #expect(try await desk.record(key) == record)
        }
    }
}

extension RecordKey {
    /// A client, in the order of their numbers.
    static func numbered(_ number: Int) -> RecordKey {
        let digits = [UInt8(number >> 8), UInt8(number & 0xff)]
        return RecordKey(
            collection: Catalog.client.number,
            id: RecordID(bytes: digits + [UInt8](repeating: 0, count: 14))!)
    }
}
