import Bytes
import Catalog
import Causality
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// Whoever was shut out after a backup stays so when it is restored and the log comes back.
struct GrantRecoveryTests {
    /// Whether the log comes back while the book waits for it, or when nobody does any more.
    private static func bring(_ restored: Restored, late isLate: Bool) async throws {
        if isLate { try await restored.comeTooLate() } else { try await restored.comeBack() }
    }

    @Test(arguments: [false, true])
    func `a laptop that was revoked is refused again, and told so`(isLate: Bool) async throws {
        try await Restored.with { restored in
            let laptop = try TestDevice()
            try await restored.enrol(laptop, of: restored.ann)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.office.devices.revoke(
                    laptop.id, of: restored.book, at: Office.now)
            }
            let token = try await restored.token(of: laptop)
            try await Self.bring(restored, late: isLate)
            await #expect(throws: IdentityError.tokenRefused) {
                try await restored.office.devices.holder(of: token, at: Office.now)
            }
            #expect(try await restored.office.number("SELECT count(*) FROM device_tokens") == 0)
            #expect(try await restored.refuses(laptop))
            #expect(try await restored.recorded() == 0)
        }
    }

    @Test func `a laptop that was revoked is told nothing that the backup did not hold`()
        async throws
    {
        try await Restored.with { restored in
            let laptop = try TestDevice()
            try await restored.enrol(laptop, of: restored.ann)
            try await restored.told()
            let held = try await restored.pull(as: laptop).payloads
            try await restored.restore { restored in
                try await restored.office.devices.revoke(
                    laptop.id, of: restored.book, at: Office.now)
            }
            #expect(try await restored.pull(as: laptop).payloads == held)
            try await restored.log.beginRecovery(of: restored.book, at: Restored.now)
            #expect(try await restored.pull(as: laptop).payloads == held)
            try await restored.offer()
            #expect(try await restored.pull(as: laptop).payloads == held)
            _ = try await restored.log.release(
                restored.book, isOwnersWish: true, at: Restored.now + 20)
            #expect(try await restored.refuses(laptop))
        }
    }

    @Test func `a laptop that joined anew after the restore is let in`() async throws {
        try await Restored.with { restored in
            let laptop = try TestDevice()
            let ann = restored.ann
            try await restored.enrol(laptop, of: ann)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.office.devices.revoke(
                    laptop.id, of: restored.book, at: Office.now)
            }
            try await restored.enrol(laptop, of: ann, secondsLater: 60)
            try await restored.comeBack()
            #expect(try await !restored.refuses(laptop))
            // The book is told that it is let in: the last word that came back says otherwise.
            #expect(try await restored.recorded(secondsLater: 120) == 1)
        }
    }

    @Test func `a new name comes back, and an older one that comes late does not`() async throws {
        let names: Query = "SELECT name FROM devices"
        try await Restored.with { restored in
            let (laptop, unknown) = (try TestDevice(), try TestDevice())
            let ann = restored.ann
            try await restored.enrol(laptop, of: ann)
            try await restored.told()
            try await restored.restore { restored in
                try await restored.office.devices.rename(
                    laptop.id, of: restored.book, to: "Desk")
                try await restored.enrol(unknown, of: ann)
            }
            try await restored.office.devices.rename(laptop.id, of: restored.book, to: "Home")
            #expect(try await restored.recorded(secondsLater: 60) == 1)
            try await restored.comeBack()
            #expect(try await restored.office.texts(names) == ["Home"])
            #expect(try await restored.recorded(secondsLater: 120) == 0)
            #expect(try await restored.refuses(unknown))
        }
        try await Restored.with { restored in
            let laptop = try TestDevice()
            try await restored.enrol(laptop, of: restored.ann)
            try await restored.restore { restored in
                try await restored.office.devices.rename(
                    laptop.id, of: restored.book, to: "Desk")
            }
            try await restored.comeBack()
            #expect(try await restored.office.texts(names) == ["Desk"])
        }
    }

    @Test func `what a laptop writes as if the server had told it shuts nobody out`() async throws {
        try await Restored.with { restored in
            let office = restored.office
            let ben = try await restored.desk.member("ben", of: restored.book, as: .member)
            try await restored.told()
            try await restored.restore { restored in
                var forger = try TestDevice()
                let forged = Self.revocation(of: ben, by: forger)
                try await office.push([forged], from: &forger, into: restored.book)
            }
            try await restored.comeBack()
            #expect(
                try await office.number("SELECT count(*) FROM grants WHERE kind = 'revocation'")
                    == 0)
            #expect(try await restored.role(of: ben) == "member")
        }
    }

    private static func revocation(of person: PersonID, by device: TestDevice) -> Change {
        let writes = Catalog.grant.creation(
            of: DerivedID.of("forged", []),
            values: ["kind": .text("revocation"), "person": person.value], owner: nil)
        return Change(
            dot: Dot(replica: device.replica, counter: 1), device: device.id,
            claimed: Stamp(milliseconds: Restored.now), schemaVersion: 2, writes: writes)
    }
}
