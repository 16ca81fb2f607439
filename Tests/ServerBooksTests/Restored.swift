import Bytes
import Catalog
import Causality
import Identity
import PostgreSQL
import ServerBooks
import ServerStore
import Sync
import TestOffice
import Testing
import Wire

/// A book whose database is put back to what a backup held, and one laptop that followed its log
/// beyond: that of Ann, who owns the book.
struct Restored {
    static let now = UInt64(Office.now.microseconds / 1_000)

    let office: Office
    let desk: Desk
    let book: BookID
    let ann: PersonID
    /// What answers laptops and ends recoveries, as the programs compose it.
    let log: BookOffice
    private var copy: BookCopy
    private let caller: BookOffice.Caller

    /// Lends a book that nothing was done with but that its owner is told.
    static func with(_ body: (inout Restored) async throws -> Void) async throws {
        try await Office.with { office in
            var restored = try await Restored(office)
            try await restored.told()
            try await body(&restored)
        }
    }

    private init(_ office: Office) async throws {
        self.office = office
        desk = try await office.desk()
        book = try await office.book()
        ann = try await desk.member("ann", of: book, as: .owner)
        let notary = try office.notary
        log = BookOffice(
            pool: office.pool, notary: notary, ownChangesCameBack: BookOffice.applyingGrants)
        let device = try TestDevice().id
        caller = .init(book: book, device: device) { _ in .init(isRevoked: false) }
        copy = BookCopy(
            device: device, schema: Catalog.schema,
            verifier: ReceiptVerifier(book: book, keys: notary.keys, check: notary.check),
            hash: LogHash.function)
    }

    /// The seat by which Ann decides.
    var seat: Seat { Seat(book: book, role: .owner) }

    /// So many seconds after everything else.
    static func later(_ seconds: Int) -> Timestamp {
        Timestamp(microseconds: Office.now.microseconds + Int64(seconds) * 1_000_000)
    }
}

/// The database, put back.
extension Restored {
    /// Has the book told what stands in the tables, and Ann's laptop hear of it; tells how many
    /// grants that took.
    @discardableResult
    mutating func told(secondsLater seconds: Int = 0) async throws -> Int {
        let count = try await recorded(secondsLater: seconds)
        let question = Pull(points: [copy.cursor], waitSeconds: 0)
        let reply = try await log.answer(question, from: caller, at: Self.now)
        guard case .page(let page) = reply else {
            Issue.record("no page came")
            return count
        }
        _ = copy.pull(page, milliseconds: Self.now)
        return count
    }

    /// Has the book told what stands in the tables, and nobody hear of it.
    @discardableResult
    func recorded(secondsLater seconds: Int = 0) async throws -> Int {
        try await GrantKeeper(office: log).record(
            in: book, at: Self.now + UInt64(seconds) * 1_000)
    }

    /// Puts the database back to a backup, after which something was done that the book was told.
    mutating func restore(after deed: (Restored) async throws -> Void) async throws {
        try await office.backUp()
        try await deed(self)
        try await told()
        try await office.restore()
    }

    /// Ann's laptop brings the log, and the book goes on.
    func comeBack() async throws {
        try await offer()
        #expect(try await log.release(book, isOwnersWish: true, at: Self.now + 20))
    }

    /// Ann's laptop brings all that it holds, or the first entries of it.
    func offer(countMax: Int = .max) async throws {
        _ = try await log.answer(
            copy.offer(countMax: countMax), from: caller, at: Self.now + 10)
    }

    /// Ann's laptop brings the log when nobody waits for it any more.
    func comeTooLate() async throws {
        try await offer(countMax: 1)
        #expect(try await log.release(book, isOwnersWish: true, at: Self.now + 20))
        try await offer()
        #expect(try await office.store.status(of: book, at: Self.now).recoveringSince == nil)
    }
}

/// Who is let in.
extension Restored {
    /// A laptop of somebody's joins the book.
    func enrol(
        _ device: TestDevice, of person: PersonID, secondsLater seconds: Int = 0
    ) async throws {
        let time = Self.later(seconds)
        let code = try await office.devices.invite(to: book, by: person, at: time).text
        let message = device.enrol(code: code)
        let request = EnrolmentRequest(
            code: code, device: device.id, name: message.name, publicKey: message.publicKey,
            statement: Enrol.statement(code: code, device: device.id),
            signature: message.signature)
        _ = try await office.devices.enrol(request, at: time)
    }

    /// A token, as a laptop gets it.
    func token(of device: TestDevice) async throws -> String {
        let identity = DeviceIdentity(book: book, device: device.id)
        let nonce = try await office.devices.challenge(identity, at: Office.now)
        return try await office.devices.token(
            for: nonce, signature: device.proof(of: nonce, book: book).signature,
            statement: { Proof.statement(book: $0.book, device: $0.device, nonce: nonce) },
            at: Office.now)
    }

    /// How a laptop stands that asks for the log, and what it is told of it.
    func pull(as device: TestDevice) async throws -> Session.Reply {
        let identity = DeviceIdentity(book: book, device: device.id)
        let caller = BookOffice.Caller(book: book, device: device.id) { connection in
            .init(isRevoked: try connection.standing(of: identity)?.role == nil)
        }
        return try await log.answer(
            Pull(points: [.start], waitSeconds: 0), from: caller, at: Self.now + 15)
    }

    /// Whether a laptop is refused, whatever it shows.
    func refuses(_ device: TestDevice) async throws -> Bool {
        guard case .standing(.revoked) = try await pull(as: device) else { return false }
        let outcome = await Result { try await token(of: device) }
        return if case .failure(IdentityError.challengeRefused) = outcome { true } else { false }
    }

    /// What somebody is in the book.
    func role(of person: PersonID) async throws -> String? {
        try await office.texts(
            "SELECT role FROM members WHERE book_id = \(book) AND person_id = \(person)"
        ).first ?? nil
    }

    /// What the book was told of somebody, sorted.
    func grants(of person: PersonID) async throws -> [String?] {
        try await office.texts(
            """
            SELECT concat_ws(' ', kind, role) FROM grants
            WHERE book_id = \(book) AND person = \(person) AND device IS NULL ORDER BY kind, role
            """)
    }
}
