import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// What laptops give back after a restore is asked about once, whoever brings what of it.
struct ApprovalRecoveryTests {
    private static let now = Office.milliseconds
    private static let ids: Query = "SELECT id::text || records FROM approvals"

    @Test(arguments: [false, true])
    func `what came back is asked about by the record that was lost`(
        isRecordBrought: Bool
    ) async throws {
        try await Office.with { office in
            let book = try await office.book()
            var carl = try Reader(of: book, at: office)
            try await office.backUp()
            try await carl.pay()
            #expect(try await office.log.askForApprovals(in: book, at: Self.now) == 1)
            let before = try await office.texts(Self.ids)
            #expect(before.count == 1)
            // Carl's laptop may have heard of the record, or of his own change alone.
            if isRecordBrought { try await carl.pull() }
            try await office.restore()
            try await office.pool.withConnection { try $0.run("TRUNCATE approvals, payments") }
            try await carl.offer()
            #expect(try await office.log.release(book, isOwnersWish: true, at: Self.now + 20))
            let asked = try await office.log.askForApprovals(in: book, at: Self.now + 30)
            #expect(asked == (isRecordBrought ? 0 : 1))
            #expect(try await office.texts(Self.ids) == before)
            #expect(try await office.number("SELECT count(*) FROM payments") == 1)
            #expect(try await office.number("SELECT count(*) FROM owed_approvals") == 0)
            #expect(try await office.changes(of: book).count == 2)
        }
    }
}

/// The laptop of somebody who may only read the book; its copy is in memory.
private struct Reader {
    private var copy: BookCopy
    private let office: Office
    private let caller: BookOffice.Caller
    private let replica = ReplicaID(bytes: [UInt8](repeating: 101, count: 16))!

    init(of book: BookID, at office: Office) throws {
        self.office = office
        let notary = try office.notary
        let device = DeviceID(bytes: [UInt8](repeating: 1, count: 16))!
        caller = BookOffice.Caller(book: book, device: device) { _ in
            .init(isRevoked: false, objection: Objection(.notPermitted, rule: "role"))
        }
        copy = BookCopy(
            device: device, schema: Catalog.schema,
            verifier: ReceiptVerifier(book: book, keys: notary.keys, check: notary.check),
            hash: LogHash.function)
    }

    /// Records a payment and sends it.
    mutating func pay() async throws {
        let id = RecordID(bytes: [UInt8](repeating: 3, count: 16))!
        let client = RecordKey.sample.id
        let values = ["client": client.value, "date": Value.text("2026-11-20")]
        let writes = Catalog.payment.creation(of: id, values: values, owner: nil)
        _ = copy.save(writes, as: replica, milliseconds: Office.milliseconds)
        try await copy.send(to: office, as: caller)
    }

    /// Hears of everything that the server holds.
    mutating func pull() async throws {
        let question = Pull(points: [.start], waitSeconds: 0)
        let reply = try await office.log.answer(question, from: caller, at: Office.milliseconds)
        _ = copy.pull(try #require(reply.page), milliseconds: Office.milliseconds)
        #expect(copy.cursor.position == 2)
    }

    /// Brings all that it holds.
    mutating func offer() async throws {
        _ = try await office.log.answer(
            copy.offer(), from: caller, at: Office.milliseconds + 10)
    }
}
