import Bytes
import Causality
import Crypto
package import Machine
import SQLite
package import Sync
import Synchronization

/// A laptop's copy of one book: the log, the state and what is shown, in one SQLite file.
///
/// Invariants:
/// 1. Log, state, projection and search change in one transaction, or not at all.
/// 2. A change of one's own is durable before anybody hears of it.
/// 3. Whatever this life of the database writes bears a replica id that no other life has.
package final class AgentStore: Sendable {
    /// The device whose file it is.
    package let device: DeviceID
    let database: Database
    private let present: Mutex<BookDesk>

    /// Opens the book's file, creating it when there is none, and begins a new replica.
    ///
    /// A new file holds a new book, of the device that is named, or of a new one. The marks of its
    /// number series lie in a file outside of it: beside it, where none is named.
    package static func open(
        at path: String, for device: DeviceID? = nil, marks: String? = nil,
        clock: SystemClock = SystemClock()
    ) async throws -> AgentStore {
        let database = try await Database.open(at: path, migrations: FileSchema.migrations)
        var random = try SecureGenerator()
        let now = UInt64(clamping: clock.unixMilliseconds())
        let new = Identity(
            device: device ?? .random(using: &random),
            book: .timeOrdered(milliseconds: now, using: &random))
        let identity = try await database.write { try $0.identity(orNew: new) }
        await showAnewIfNeeded(database)
        // Which book it is outlives the loss of the log beside the file.
        if identity.book == new.book { try await database.checkpoint(.truncate) }
        let store = AgentStore(identity, in: database, marks: marks)
        // Where that fails, it is done before the next number is given.
        try? await store.desk.numberer.catchUp(with: database)
        return store
    }

    /// Shows what another release kept as this one knows it. Where that cannot be done, since the
    /// disk is full or has damaged a record, the book is there all the same, shown as before; it is
    /// tried again at the next start.
    private static func showAnewIfNeeded(_ database: Database) async {
        let isNeeded = try? await database.read { try $0.isShownByAnother() }
        if isNeeded == true { try? await database.write { try $0.showAnewIfNeeded() } }
    }

    private init(_ identity: Identity, in database: Database, marks: String?) {
        device = identity.device
        self.database = database
        present = Mutex(
            BookDesk(
                book: identity.book, device: identity.device, database: database,
                marks: marks, check: ReceiptCheck.function
            ) {
                var random = try SecureGenerator()
                return .random(using: &random)
            })
    }

    /// The book's id: another one after a laptop's own book has become the team's.
    package var book: BookID { desk.book }

    /// Where the book is written to and asked about.
    package var desk: BookDesk { present.withLock { $0 } }

    /// Waits for what runs and closes the file.
    package func close() async {
        await desk.close()
        await database.close()
    }

    /// The file is another book's from now on.
    func become(_ book: BookID) { present.withLock { $0 = $0.becoming(book) } }
}

/// Which book a file holds, and for which device.
struct Identity: Sendable {
    let device: DeviceID
    let book: BookID
}

extension Connection {
    /// Which book the file holds; a new file holds a new one.
    fileprivate func identity(orNew new: Identity) throws -> Identity {
        try execute(
            "INSERT INTO book (only_row, device, id) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
            new.device, new.book)
        return try first("SELECT device, id FROM book") {
            Identity(device: try $0.read(0), book: try $0.read(1))
        } ?? new
    }
}
