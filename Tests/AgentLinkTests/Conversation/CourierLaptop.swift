import AgentLink
import AgentStore
import Bytes
import Catalog
import Causality
import Crypto
import Machine
import SQLite
import Sync
import TestOffice
import TestPostgreSQL

/// A laptop that speaks to a running office by its session, in a directory of the test's own.
struct CourierLaptop: Sendable {
    let desk: BookDesk
    let courier: Courier
    private let database: Database

    /// Lends a laptop that has joined a book of an office.
    static func with(
        _ running: RunningOffice, _ book: BookID,
        _ body: (CourierLaptop) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let device = DeviceID(bytes: try SecureRandom.bytes(16))!
            let line = ServerLine(device: device, key: try SigningKey())
            let server = try ServerAddress(running.address)
            _ = try await line.enrol(
                at: server, code: try await running.code(for: book), name: "A laptop")
            let database = try await Database.open(
                at: directory + "/book.sqlite", migrations: FileSchema.migrations)
            let desk = BookDesk(
                book: book, device: device, database: database,
                check: ReceiptCheck.function
            ) { ReplicaID(bytes: try SecureRandom.bytes(16))! }
            let laptop = CourierLaptop(
                desk: desk,
                courier: Courier(
                    desk: desk, line: line,
                    enrolment: Enrolment(server: server.text, book: book),
                    waitSeconds: 1,
                    backoff: Backoff(first: .milliseconds(20), longest: .milliseconds(200))),
                database: database)
            let outcome = await Result { () async throws in try await body(laptop) }
            await laptop.courier.stop()
            await database.close()
            try outcome.get()
        }
    }

    /// Adds a client, or gives one another name.
    @discardableResult
    func name(
        _ name: String, of id: RecordID? = nil, isTold: Bool = true
    ) async throws -> RecordID {
        let client = Catalog.client.number
        let change = try await desk.save(at: UInt64(SystemClock().unixMilliseconds())) {
            open, mint in
            let key = RecordKey(collection: client, id: try id ?? mint())
            let record = try open(key)
            let sight = Sight(of: record, in: Catalog.schema) { Record(key: $0) }
            let values: [RegisterKey: Value?] = [RegisterKey(1): .text(name)]
            return id == nil ? sight.creation(values) : sight.edit(values)
        }
        if isTold { await courier.nudge() }
        return change!.records[0].id
    }

    /// The name that stands, and how many were written.
    func names(of id: RecordID) async throws -> [Value] {
        let record = try await desk.record(
            RecordKey(collection: Catalog.client.number, id: id))
        return record[1].siblings.map(\.value)
    }

    var unsentCount: Int {
        get async throws { try await desk.progress(at: 1).unsentCount }
    }
}
