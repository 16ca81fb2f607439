import FaultRig
import JSON
import Testing

/// The server's machine fails, and comes back older than its laptops.
@Suite struct ServerFaultTests {
    @Test(arguments: [true, false])
    func `a restored server has back what its laptops hold`(isTold: Bool) async throws {
        try await Excursion.with { excursion in
            let bureau = excursion.bureau
            try await bureau.keepDump()
            for number in 1...3 {
                try await excursion.add("Lost \(number)", on: excursion.anna)
                try await excursion.invoice(on: excursion.boris)
            }
            try await excursion.expectAgreement()
            excursion.boris.line.cut()
            try await bureau.goBack(isTold: isTold)
            try await excursion.add("Later", on: excursion.anna)
            // Somebody is missing who may hold more.
            try await Patience.until("a person is told what is waited for") {
                let told = try await excursion.anna.type(["sync", "now"])
                return told.code == 75 && told.complaint.contains("restored from a backup")
            }
            let status = try await excursion.anna.answer(["sync", "status"])
            #expect(status["state"] != "up to date")
            excursion.boris.line.heal()
            try await excursion.expectAgreement()
        }
    }

    @Test func `a restored server that wrote before it noticed keeps both histories`()
        async throws
    {
        try await Excursion.with { excursion in
            let (bureau, anna, boris) = (excursion.bureau, excursion.anna, excursion.boris)
            try await bureau.keepDump()
            try await excursion.add("Lost", on: anna)
            try await excursion.invoice(on: anna)
            try await excursion.expectAgreement()
            for laptop in [anna, boris] { laptop.line.cut() }
            try await bureau.goBack(isTold: false)
            // Somebody who knows nothing of what is lost joins and writes.
            let clara = try await Traveller.joined("clara", to: bureau)
            try await excursion.add("New", on: clara)
            try await clara.answer(["sync", "now"])
            for laptop in [anna, boris] { laptop.line.heal() }
            try await excursion.add("Later", on: boris)
            try await excursion.expectAgreement(clara)
            clara.line.close()
        }
    }

    @Test func `a server that is frozen, killed, or without its database misses nothing`()
        async throws
    {
        try await Excursion.with { excursion in
            let bureau = excursion.bureau
            bureau.freeze()
            try await excursion.add("While it was frozen", on: excursion.anna)
            bureau.thaw()
            await bureau.kill()
            try await excursion.add("While it was gone", on: excursion.anna)
            try await bureau.cutOffDatabase()
            try await bureau.startDatabase()
            try await bureau.start()
            try await bureau.cutOffDatabase()
            try await excursion.add("While its database was gone", on: excursion.boris)
            try await bureau.startDatabase()
            try await excursion.expectAgreement()
        }
    }
}
