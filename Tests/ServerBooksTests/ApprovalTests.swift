import Bytes
import Catalog
import Causality
import Money
import PostgreSQL
import ServerBooks
import ServerJobs
import ServerStore
import Sync
import TestOffice
import Testing

/// An owner is asked, once, about what was taken although a rule forbids it.
struct ApprovalTests {
    private static let now = UInt64(TestOffice.Office.now.microseconds / 1_000)
    private static let count: Query = "SELECT count(*) FROM approvals"
    private static let owed: Query = "SELECT count(*) FROM owed_approvals"

    @Test func `a payment of whoever may only read asks an owner, once`() async throws {
        try await Office.with { office in
            let (book, paid) = try await Self.paid(in: office)
            #expect(try await office.texts("SELECT kind FROM jobs") == [ApprovalAsker.kind])
            #expect(try await office.number(Self.owed) == 1)
            #expect(try await office.log.askForApprovals(in: book, at: Self.now) == 1)
            #expect(try await office.log.askForApprovals(in: book, at: Self.now) == 0)
            #expect(try await office.number(Self.owed) == 0)
            let dot = "\(paid.dot.replica.text)/\(paid.dot.counter)"
            #expect(
                try await office.texts("SELECT rule || ' ' || change FROM approvals")
                    == ["role \(dot)"])
            let records = try await office.texts("SELECT records FROM approvals")
            #expect(records.first??.contains(paid.records[0].id.text) == true)
            #expect(try await office.number("SELECT count(*) FROM payments WHERE is_alive") == 1)
        }
    }

    @Test func `what is sent again is asked once, and what is refused is not asked`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var carl = try TestDevice()
            let paid = try Self.payment(of: carl, counter: 1)
            let push = carl.push([paid, carl.change(2)])
            for _ in 0..<3 { try await Self.send(push, from: carl, to: office, book) }
            #expect(try await office.log.askForApprovals(in: book, at: Self.now) == 1)
            try await Self.send(push, from: carl, to: office, book)
            #expect(try await office.log.askForApprovals(in: book, at: Self.now) == 0)
            #expect(try await office.number(Self.count) == 1)
            #expect(try await office.number("SELECT count(*) FROM refused_changes") == 1)
        }
    }

    @Test func `servers that ask at once make one record each`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var carl = try TestDevice()
            let paid = try (1...250).map { try Self.payment(of: carl, counter: $0) }
            try await Self.send(carl.push(paid), from: carl, to: office, book)
            let asked = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    let desk = try office.log
                    group.addTask { try await desk.askForApprovals(in: book, at: Self.now) }
                }
                return try await group.reduce(0, +)
            }
            #expect(asked == 250)
            #expect(try await office.number(Self.count) == 250)
        }
    }

    @Test func `asking again after a restore makes the same record`() async throws {
        try await Office.with { office in
            let (book, _) = try await Self.paid(in: office)
            try await office.backUp()
            let ids: Query = "SELECT id::text || records FROM approvals"
            try await office.log.askForApprovals(in: book, at: Self.now)
            let before = try await office.texts(ids)
            let lost = try #require(try await Self.pages(of: book, in: office).last)
            try await office.restore()
            #expect(try await office.number(Self.owed) == 1)
            try await office.log.askForApprovals(in: book, at: Self.now)
            #expect(try await office.texts(ids) == before)
            // What was asked before the restore comes as well: it says the same.
            try await office.log.write(to: book, at: Self.now) { _, _, _ in lost.writes }
            #expect(try await office.texts(ids) == before)
            let apart = "SELECT count(*) FROM approvals WHERE is_in_conflict"
            #expect(try await office.number(Query(sql: apart)) == 0)
        }
    }

    @Test func `what came back is asked once the book goes on`() async throws {
        try await Office.with { office in
            let (book, _) = try await Self.paid(in: office)
            let desk = try office.log
            try await desk.beginRecovery(of: book, at: Self.now)
            await #expect(throws: ServerStoreError.standsStill(book)) {
                try await desk.askForApprovals(in: book, at: Self.now)
            }
            // The round goes on to the next book.
            try await ApprovalRound.ask(by: desk, in: office.store, at: Self.now)
            #expect(try await office.number(Self.count) == 0)
            #expect(try await desk.release(book, isOwnersWish: true, at: Self.now))
            try await ApprovalRound.ask(by: desk, in: office.store, at: Self.now)
            #expect(try await office.number(Self.count) == 1)
        }
    }

    @Test func `only an owner decides`() async throws {
        try await Office.with { office in
            let (book, _) = try await Self.paid(in: office)
            try await office.log.askForApprovals(in: book, at: Self.now)
            var (ben, ann) = (try TestDevice(), try TestDevice())
            let decide = { (device: TestDevice) in
                try Self.change(
                    of: device, counter: 1, Catalog.settlement,
                    [
                        "rule": .text("approval"), "choice": .text("approve"),
                        "conflict": .bytes([UInt8](repeating: 5, count: 16)),
                    ])
            }
            let forbidden = BookOffice.Permit(
                isRevoked: false,
                approvalObjection: Objection(.notPermitted, rule: "approval", hint: "Ask."))
            try await Self.send(
                ben.push([try decide(ben)]), from: ben, to: office, book, forbidden)
            #expect(try await office.number("SELECT count(*) FROM settlements") == 0)
            #expect(try await office.number("SELECT count(*) FROM refused_changes") == 1)
            let allowed = BookOffice.Permit(isRevoked: false)
            try await Self.send(ann.push([try decide(ann)]), from: ann, to: office, book, allowed)
            #expect(try await office.number("SELECT count(*) FROM settlements") == 1)
        }
    }
}

extension ApprovalTests {
    private static let reader = BookOffice.Permit(
        isRevoked: false, objection: Objection(.notPermitted, rule: "role", hint: "Ask."))

    /// A book into which somebody who may only read has sent a payment.
    private static func paid(in office: Office) async throws -> (BookID, Change) {
        let book = try await office.book()
        var carl = try TestDevice()
        let paid = try payment(of: carl, counter: 1)
        try await send(carl.push([paid]), from: carl, to: office, book)
        return (book, paid)
    }

    private static func payment(of device: TestDevice, counter: UInt64) throws -> Change {
        try change(
            of: device, counter: counter, Catalog.payment,
            [
                "amount": try Amount("9.00", in: Currency("EUR")).value,
                "date": .text("2026-11-20"), "client": .bytes([UInt8](repeating: 9, count: 16)),
            ])
    }

    private static func change(
        of device: TestDevice, counter: UInt64, _ collection: RecordCollection,
        _ values: [String: Value]
    ) throws -> Change {
        let id: RecordID = DerivedID.of("test", [device.replica.bytes, [UInt8(counter & 255)]])
        return Change(
            dot: Dot(replica: device.replica, counter: counter), device: device.id,
            claimed: Stamp(milliseconds: now), schemaVersion: 2,
            writes: collection.creation(of: id, values: values, owner: nil))
    }

    private static func send(
        _ letter: Session.Letter, from device: TestDevice, to office: Office, _ book: BookID,
        _ permit: BookOffice.Permit = reader
    ) async throws {
        guard case .push(let push) = letter else { preconditionFailure("a push is sent") }
        let notary = try office.notary
        let desk = BookOffice(
            pool: office.pool, notary: notary,
            approvalsAreOwed: BookOffice.callingApprovalAsker)
        let caller = BookOffice.Caller(book: book, device: device.id) { _ in permit }
        _ = try await desk.answer(push, from: caller, at: now)
    }

    /// The changes of a book's log.
    private static func pages(of book: BookID, in office: Office) async throws -> [Change] {
        let caller = BookOffice.Caller(book: book, device: BookOffice.device) { _ in
            BookOffice.Permit(isRevoked: false)
        }
        let reply = try await office.log.answer(
            Pull(points: [.start], waitSeconds: 0), from: caller, at: now)
        return try reply.payloads.map { try Change(payload: $0) }
    }
}
