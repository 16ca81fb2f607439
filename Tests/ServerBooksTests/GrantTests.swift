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

/// A book tells who belongs to it and which laptops, the last word of each counting.
struct GrantTests {
    private static let now = UInt64(TestOffice.Office.now.microseconds / 1_000)

    @Test func `a member and a laptop are told once, however often one looks`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.desk().member("ann", of: book, as: .owner)
            let device = try await Self.enrol(office, in: book, of: ann)
            let keeper = GrantKeeper(office: try office.log)
            #expect(try await keeper.record(in: book, at: Self.now) == 3)
            #expect(try await keeper.record(in: book, at: Self.now) == 0)
            #expect(
                try await Self.grants(office) == [
                    "enrolment|the server|Counterfoil|-", "enrolment|Ann's laptop|ann|-",
                    "role|-|ann|owner",
                ])
            let other = GrantKeeper(office: try office.log)
            #expect(try await other.record(in: book, at: Self.now) == 0)
            _ = device
        }
    }

    @Test func `a new name, a new role and a revocation are told, and an old name again`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.desk().member("ann", of: book, as: .owner)
            let device = try await Self.enrol(office, in: book, of: ann)
            let keeper = GrantKeeper(office: try office.log)
            try await keeper.record(in: book, at: Self.now)
            for name in ["Desk", "Ann's laptop"] {
                try await office.devices.rename(device, of: book, to: name)
                #expect(try await keeper.record(in: book, at: Self.now) == 1)
            }
            try await office.devices.revoke(device, of: book, at: Office.now)
            #expect(try await keeper.record(in: book, at: Self.now) == 1)
            let told = try await office.texts(
                """
                SELECT kind || '|' || device_name FROM grants
                WHERE device = \(device) ORDER BY kind, device_name
                """)
            #expect(
                told == [
                    "enrolment|Ann's laptop", "enrolment|Ann's laptop", "enrolment|Desk",
                    "revocation|Ann's laptop",
                ])
        }
    }

    @Test func `somebody who left is told to have left, once`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try await office.desk())
            let ann = try await desk.member("ann", of: book, as: .owner)
            let ben = try await desk.member("ben", of: book, as: .member)
            let keeper = GrantKeeper(office: try office.log)
            try await keeper.record(in: book, at: Self.now)
            try await desk.reception.remove(
                ben, by: Seat(book: book, role: .owner), asThemselves: false, at: Office.now)
            #expect(try await keeper.record(in: book, at: Self.now) == 1)
            #expect(try await keeper.record(in: book, at: Self.now) == 0)
            let told = try await office.texts(
                "SELECT person_name FROM grants WHERE kind = 'revocation'")
            #expect(told == ["ben"])
            _ = ann
        }
    }

    @Test func `who belongs to a book is told by nobody but the server`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try await office.desk().member("ann", of: book, as: .owner)
            var laptop = try TestDevice()
            let change = Change(
                dot: Dot(replica: laptop.replica, counter: 1), device: laptop.id,
                claimed: Stamp(milliseconds: Self.now), schemaVersion: 2,
                writes: Catalog.grant.creation(
                    of: DerivedID.of("test", [laptop.replica.bytes]),
                    values: [
                        "kind": .text("role"), "person": ann.value, "role": .text("accountant"),
                    ], owner: nil))
            guard case .push(let push) = laptop.push([change]) else { return }
            let caller = BookOffice.Caller(book: book, device: laptop.id) { _ in
                BookOffice.Permit(isRevoked: false)
            }
            let reply = try await office.log.answer(push, from: caller, at: Self.now)
            guard case .verdicts(let verdicts) = reply,
                case .judged(let judgement)? = verdicts.verdicts.first?.answer
            else { return #expect(Bool(false), "no verdict came") }
            #expect(judgement.ruling.isRefusal)
            #expect(try await Self.grants(office) == [])
        }
    }

    @Test func `recording the same again after a restore makes the same record`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            _ = try await office.desk().member("ann", of: book, as: .owner)
            try await office.backUp()
            let keeper = GrantKeeper(office: try office.log)
            try await keeper.record(in: book, at: Self.now)
            let before = try await office.texts("SELECT id::text FROM grants ORDER BY id")
            try await office.restore()
            try await office.pool.withConnection { try $0.run("DELETE FROM grants") }
            #expect(try await keeper.record(in: book, at: Self.now) == 2)
            #expect(try await office.texts("SELECT id::text FROM grants ORDER BY id") == before)
        }
    }

    @Test(arguments: ["enrolment", "role", "name", "revocation", "deletion"])
    func `whatever changes leaves word for the book in the same transaction`(
        what: String
    ) async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try await office.desk())
            let ann = try await desk.member("ann", of: book, as: .owner)
            let device = try await Self.enrol(office, in: book, of: ann)
            let carl = try await desk.member("carl", of: book, as: .member)
            try await office.pool.withConnection { try $0.run("DELETE FROM jobs") }
            switch what {
            case "enrolment": _ = try await Self.enrol(office, in: book, of: ann)
            case "role":
                _ = try await desk.member("ben", of: book, as: .member)
            case "name": try await office.devices.rename(device, of: book, to: "Desk")
            case "deletion": try await desk.reception.delete(carl, at: Office.now)
            default: try await office.devices.revoke(device, of: book, at: Office.now)
            }
            #expect(
                try await office.texts("SELECT kind FROM jobs") == [GrantRecorder.kind])
        }
    }

    private static func enrol(
        _ office: Office, in book: BookID, of person: PersonID
    ) async throws -> DeviceID {
        let code = try await office.devices.invite(to: book, by: person, at: Office.now).text
        let device = try TestDevice()
        let message = device.enrol(code: code)
        let request = EnrolmentRequest(
            code: code, device: device.id, name: message.name, publicKey: message.publicKey,
            statement: Enrol.statement(code: code, device: device.id),
            signature: message.signature)
        _ = try await office.devices.enrol(request, at: Office.now)
        return device.id
    }

    private static func grants(_ office: Office) async throws -> [String?] {
        try await office.texts(
            """
            SELECT concat_ws('|', kind, coalesce(device_name, '-'), coalesce(person_name, '-'),
                coalesce(role, '-')) FROM grants ORDER BY kind, device_name DESC
            """)
    }
}
