import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// What people were made after a backup they are again when it is restored and the log comes back.
struct SeatRecoveryTests {
    @Test(arguments: [false, true])
    func `somebody who was removed is out again, with laptops and keys`(
        isLate: Bool
    ) async throws {
        try await Restored.with { restored in
            let (laptop, desk, seat) = (try TestDevice(), restored.desk, restored.seat)
            let ben = try await desk.member("ben", of: restored.book, as: .admin)
            let key = try await desk.reception.makeAPIKey(
                named: "Shop", role: .member, days: nil, by: ben, in: seat, at: Office.now
            ).key
            try await restored.enrol(laptop, of: ben)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.desk.reception.remove(
                    ben, by: seat, asThemselves: false, at: Office.now)
            }
            if isLate { try await restored.comeTooLate() } else { try await restored.comeBack() }
            #expect(try await restored.role(of: ben) == nil)
            #expect(try await restored.refuses(laptop))
            await #expect(throws: IdentityError.tokenRefused) {
                try await desk.reception.admit(
                    bearer: key, to: nil, for: .read, at: Office.now)
            }
            #expect(
                try await restored.office.texts(
                    "SELECT name FROM api_keys WHERE revoked_at IS NOT NULL") == ["Shop"])
            #expect(try await restored.recorded() == 0)
        }
    }

    @Test(arguments: [(Role.admin, Role.accountant), (.member, .admin), (.owner, .member)])
    func `a role that was changed is changed again`(before: Role, after: Role) async throws {
        try await Restored.with { restored in
            let ben = try await restored.desk.member("ben", of: restored.book, as: before)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.desk.reception.setRole(
                    after, of: ben, by: restored.seat, at: Office.now)
            }
            // A new name is no decision about what they are, though the book is told of both.
            var change = ProfileChange()
            change.name = "Benjamin"
            try await restored.desk.reception.change(ben, change)
            #expect(try await restored.recorded(secondsLater: 60) == 1)
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == after.rawValue)
            #expect(try await restored.recorded(secondsLater: 120) == 1)
            #expect(try await restored.recorded(secondsLater: 120) == 0)
        }
    }

    @Test func `a role that was given after the restore outlasts an older one`() async throws {
        try await Restored.with { restored in
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.desk.reception.setRole(
                    .owner, of: ben, by: restored.seat, at: Office.now)
            }
            try await restored.desk.reception.setRole(
                .accountant, of: ben, by: restored.seat, at: Restored.later(60))
            #expect(try await restored.recorded(secondsLater: 60) == 1)
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == "accountant")
            #expect(try await restored.recorded(secondsLater: 120) == 0)
        }
    }

    @Test(arguments: [Role?.none, .member])
    func `the last owner stays one, and the book is told so`(role: Role?) async throws {
        try await Restored.with { restored in
            let (ann, seat) = (restored.ann, restored.seat)
            try await restored.restore { restored in
                let (desk, book) = (restored.desk, restored.book)
                // His account is not in the backup.
                _ = try await desk.member("ben", of: book, as: .owner)
                if let role {
                    try await desk.reception.setRole(role, of: ann, by: seat, at: Office.now)
                } else {
                    try await desk.reception.remove(
                        ann, by: seat, asThemselves: true, at: Office.now)
                }
            }
            try await restored.comeBack()
            #expect(try await restored.role(of: ann) == "owner")
            try await restored.recorded(secondsLater: 60)
            let told = try await restored.grants(of: ann)
            #expect(told.count == 3 && told.filter { $0 == "role owner" }.count == 2)
        }
    }

    @Test func `an older role that comes later changes nothing`() async throws {
        try await Restored.with { restored in
            let book = restored.book
            let ben = try await restored.desk.member("ben", of: book, as: .member)
            for (role, seconds) in [(Role.admin, 2), (.accountant, 1)] {
                let grant = ReturnedGrant(
                    subject: .person(ben, role: role), accepted: Restored.later(seconds))
                try await restored.office.pool.transaction { try $0.apply([grant], in: book) }
            }
            #expect(try await restored.role(of: ben) == "admin")
        }
    }

    @Test func `what came back leaves word for the book`() async throws {
        try await Restored.with { restored in
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.desk.reception.setRole(
                    .admin, of: ben, by: restored.seat, at: Office.now)
            }
            try await restored.office.pool.withConnection { try $0.run("DELETE FROM jobs") }
            try await restored.comeBack()
            let jobs = try await restored.office.texts("SELECT kind FROM jobs")
            #expect(jobs == [GrantRecorder.kind])
        }
    }

    @Test func `whoever became an owner takes over before another leaves`() async throws {
        try await Restored.with { restored in
            let (ann, desk) = (restored.ann, restored.desk)
            let ben = try await desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { restored in
                try await desk.reception.setRole(.owner, of: ben, by: restored.seat, at: Office.now)
                try await desk.reception.remove(
                    ann, by: restored.seat, asThemselves: true, at: Office.now)
            }
            try await restored.comeBack()
            #expect(try await restored.role(of: ann) == nil)
            #expect(try await restored.role(of: ben) == "owner")
        }
    }

    @Test func `whoever joined since does not belong until invited again`() async throws {
        try await Restored.with { restored in
            try await restored.office.backUp()
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.office.restore()
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == nil)
            #expect(try await restored.recorded(secondsLater: 60) == 1)
            #expect(try await restored.grants(of: ben) == ["revocation", "role member"])
            _ = try await restored.desk.member("ben", of: restored.book, as: .member)
            #expect(try await restored.recorded(secondsLater: 120) == 1)
        }
    }

    @Test(arguments: [false, true])
    func `an invitation from before opens no way back`(isAccepted: Bool) async throws {
        try await Restored.with { restored in
            let (reception, seat) = (restored.desk.reception, restored.seat)
            let ben = try await restored.desk.person("ben")
            _ = try await reception.invite(
                try Invitation(email: "ben@example.com"), by: seat, at: Office.now)
            let token = try #require(restored.desk.postbox.token(of: .invitation))
            let accept = { (seconds: Int) in
                try await reception.accept(
                    token, name: nil, password: nil, from: "192.0.2.1",
                    at: Restored.later(seconds))
            }
            try await restored.office.backUp()
            _ = try await accept(0)
            try await restored.told()
            try await reception.remove(ben, by: seat, asThemselves: false, at: Office.now)
            try await restored.told()
            try await restored.office.restore()
            if isAccepted { _ = try await accept(60) }
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == nil)
            await #expect(throws: IdentityError.linkRefused) { _ = try await accept(60) }
        }
    }

    @Test func `whoever was invited anew after the restore is in`() async throws {
        try await Restored.with { restored in
            let (reception, seat) = (restored.desk.reception, restored.seat)
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { _ in
                try await reception.remove(ben, by: seat, asThemselves: false, at: Office.now)
            }
            try await reception.seat(ben, in: seat.book, as: .member, at: Restored.later(60))
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == "member")
        }
    }

    @Test func `a person who was deleted is out again`() async throws {
        try await Restored.with { restored in
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.desk.reception.delete(ben, at: Office.now)
            }
            try await restored.comeBack()
            #expect(try await restored.role(of: ben) == nil)
        }
    }
}
