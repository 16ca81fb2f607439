import Bytes
import Catalog
package import Causality
package import SQLite
package import Sync
import Synchronization

/// A laptop's copy of a book in one SQLite file.
///
/// Each step is one transaction: it lays out the records that it needs, lets the copy do it, and
/// writes what has become of it. What is small (one's own changes that are under way, the version
/// vector) is remembered between the steps; a step that failed is forgotten, and everything is read
/// again.
///
/// Invariants:
/// 1. What is remembered is what the file holds, or is not used.
/// 2. A change of one's own is durable before anybody hears of it.
/// 3. Whatever this life of the database writes bears a replica id that no other life has.
package struct BookDesk: Sendable {
    /// The book.
    package let book: BookID
    /// The laptop.
    package let device: DeviceID
    let database: Database
    let life: Incarnation
    /// Gives the numbers of the laptop's documents.
    let numberer: Numberer
    /// A snapshot that is on its way.
    let arrival: Arrival
    /// What makes of something stored a copy on which nothing of one's own lies.
    let staging: @Sendable (StoredCopy) -> BookCopy
    /// What was loaded of late.
    let loaded = LoadedCount()
    private let memory = Memory()
    private let check: SignatureCheck

    /// What is remembered of the copy, and the step after which it was so.
    private final class Memory: Sendable {
        private let state = Mutex<(step: Int64, copy: BookCopy)?>(nil)

        /// Hands over what is remembered, if it is of this step; then nothing is remembered.
        func take(at step: Int64) -> BookCopy? {
            state.withLock { state in
                defer { state = nil }
                return state.flatMap { $0.step == step ? $0.copy : nil }
            }
        }

        func keep(_ copy: BookCopy, at step: Int64) {
            state.withLock { $0 = (step, copy) }
        }
    }

    /// Uses a file whose schema is up to date; replicas are minted when there is need for one. The
    /// marks of number series lie beside it where no other file is named. A snapshot that is on its
    /// way may have so many pages, if that is said.
    package init(
        book: BookID, device: DeviceID, database: Database, marks: String? = nil,
        arrivalPagesMax: Int32? = nil,
        check: @escaping SignatureCheck,
        minting mint: @escaping @Sendable () throws -> ReplicaID
    ) {
        self.book = book
        self.device = device
        self.database = database
        self.check = check
        life = Incarnation(minting: mint)
        let marks = MarkFile(at: marks ?? database.path + ".marks", for: database.path)
        // Marks that cannot be settled now tell of the right file all the same.
        try? marks.settle()
        numberer = Numberer(file: marks)
        staging = { stored in
            BookCopy(
                stored: stored, device: device, schema: Catalog.schema,
                verifier: ReceiptVerifier(book: book, keys: [], check: check),
                hash: CopyHash.function, milliseconds: 0)
        }
        arrival = Arrival(beside: database.path, pagesMax: arrivalPagesMax, copy: staging)
    }

    private init(_ desk: BookDesk, of book: BookID) {
        self.book = book
        (device, database, life, check) = (desk.device, desk.database, desk.life, desk.check)
        (arrival, staging, numberer) = (desk.arrival, desk.staging, desk.numberer)
    }

    /// The desk of the same file and the same life, once the file is another book's.
    func becoming(_ book: BookID) -> BookDesk { BookDesk(self, of: book) }

    /// An id that no record has.
    package func mint(at milliseconds: UInt64) throws -> RecordID {
        try life.mint(milliseconds: milliseconds)
    }
}

extension BookDesk {
    /// Does one step: the body lays out what it needs, and says what is to be written.
    func step<Result: Sendable>(
        at milliseconds: UInt64,
        _ body: @Sendable (inout BookCopy, borrowing Connection) throws -> Result
    ) async throws -> Result {
        try await database.write { connection in
            var copy = try present(connection, at: milliseconds)
            let result = try body(&copy, connection)
            copy.clear()
            memory.keep(copy, at: try connection.copyStep())
            return result
        }
    }

    /// Does one step whose outcome is found by comparison, over records that are laid out.
    func change<Result: Sendable>(
        at milliseconds: UInt64,
        laying lay: @Sendable (inout BookCopy, borrowing Connection) throws -> Void,
        doing change: @Sendable (inout BookCopy) throws -> Result
    ) async throws -> Result {
        try await step(at: milliseconds) { copy, connection in
            try lay(&copy, connection)
            let before = copy
            let result = try change(&copy)
            try connection.write(CopyDifference(from: before, to: copy))
            return result
        }
    }

    /// The copy as it stands: what is remembered of it, or what the file holds.
    func present(
        _ connection: borrowing Connection, at milliseconds: UInt64
    ) throws -> BookCopy {
        let step = try connection.copyStep()
        return try memory.take(at: step) ?? open(connection, at: milliseconds)
    }

    private func open(
        _ connection: borrowing Connection, at milliseconds: UInt64
    ) throws -> BookCopy {
        try connection.beginCopy()
        let verifier = ReceiptVerifier(
            book: book, keys: try connection.receiptKeys(), check: check)
        return BookCopy(
            stored: try connection.storedCopy(), device: device, schema: Catalog.schema,
            verifier: verifier, hash: CopyHash.function, milliseconds: milliseconds)
    }
}

extension BookCopy {
    /// Lays out records, those that are not at hand yet.
    mutating func lay(_ keys: Set<RecordKey>, from connection: borrowing Connection) throws {
        let missing = keys.subtracting(atHand)
        guard !missing.isEmpty else { return }
        lay(try connection.heldRecords(missing), for: missing)
    }

    /// Lays out what entries can change, and what turns out to be needed besides.
    mutating func lay(_ needs: LogNeeds, from connection: borrowing Connection) throws {
        var (all, next) = (needs, needs)
        while !next.records.isEmpty {
            try lay(next.records, from: connection)
            next = all.more(over: base, in: Catalog.schema)
            all.formUnion(next)
        }
    }
}
