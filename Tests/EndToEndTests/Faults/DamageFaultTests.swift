import FaultRig
import JSON
import Testing

/// Disks that give back other bytes than were written.
@Suite struct DamageFaultTests {
    @Test func `writes that are torn take nothing with them that was sent`() async throws {
        try await Excursion.with { excursion in
            for number in 1...5 { try await excursion.add("Client \(number)", on: excursion.anna) }
            try await excursion.invoice(on: excursion.anna)
            try await excursion.expectAgreement()
            try await excursion.anna.tearLastWrites()
            try await excursion.anna.start()
            try await excursion.invoice(on: excursion.anna)
            try await excursion.expectAgreement()
        }
    }

    @Test func `a damaged book is told to be one, and comes back from the server`() async throws {
        try await Excursion.with { excursion in
            let anna = excursion.anna
            for number in 1...20 { try await excursion.add("Client \(number)", on: anna) }
            try await excursion.invoice(on: anna)
            try await excursion.expectAgreement()
            try await anna.damagePages()
            let complaint = try await complaint(of: anna)
            #expect(complaint.contains("damaged"), "\(complaint)")
            // Nothing of it reached anybody.
            #expect(try await excursion.bureau.export() == excursion.boris.export())
            try await anna.beginAgain(at: excursion.bureau)
            try await excursion.invoice(on: anna)
            try await excursion.expectAgreement()
        }
    }

    @Test func `an entry of the log that changed is taken by no laptop`() async throws {
        try await Excursion.with { excursion in
            let (bureau, anna, boris) = (excursion.bureau, excursion.anna, excursion.boris)
            boris.line.cut()
            try await excursion.add("Behind", on: anna)
            try await anna.answer(["sync", "now"])
            let flipped = try await bureau.flipEntry()
            let before = try await boris.export()
            boris.line.heal()
            let told = try await boris.type(["sync", "now"])
            #expect(told.code != 0 && !told.complaint.isEmpty)
            #expect(try await boris.export() == before)
            #expect(try await excursion.add("Meanwhile", on: boris).code == 0)
            try await bureau.flipEntry(at: flipped)
            try await excursion.expectAgreement()
        }
    }

    @Test func `a damaged page of the server's database is noticed, and a backup mends it`()
        async throws
    {
        try await Excursion.with { excursion in
            let (bureau, anna, boris) = (excursion.bureau, excursion.anna, excursion.boris)
            try await bureau.keepDump()
            boris.line.cut()
            try await excursion.add("Later", on: anna)
            try await anna.answer(["sync", "now"])
            try await bureau.damageLogPage()
            let before = try await boris.export()
            boris.line.heal()
            let told = try await boris.type(["sync", "now"])
            #expect(told.code != 0 && !told.complaint.isEmpty)
            #expect(try await boris.export() == before)
            #expect(try await excursion.add("Meanwhile", on: anna).code == 0)
            try await bureau.goBack(isTold: true)
            try await excursion.expectAgreement()
        }
    }

    /// What is said of a book: by its agent, which does not start, or by the commands it answers.
    private func complaint(of laptop: Traveller) async throws -> String {
        do {
            try await laptop.start()
        } catch let trouble as RigTrouble {
            return trouble.description
        }
        let words = [
            ["client", "list"], ["client", "add", "--name", "Ada"], ["book", "export"],
            ["sync", "now"],
        ]
        var complaints: [String] = []
        for command in words { complaints.append(try await laptop.type(command).complaint) }
        return complaints.joined(separator: "\n")
    }
}
