import FaultRig
import JSON
import Testing

/// Disks that fill up in the middle of something long.
@Suite struct RoomFaultTests {
    @Test func `a book that does not fit is imported as a whole once there is room`()
        async throws
    {
        try await Excursion.with { excursion in
            let (anna, file) = (excursion.anna, excursion.anna.home + ".ndjson")
            for number in 1...20 { try await excursion.add("Client \(number)", on: anna) }
            try await anna.answer(["book", "export", file])
            try await anna.answer(["book", "create", "Copy"])
            let failures = try await whileItFills(anna) {
                ["book", "import", file, "--book", "Copy"]
            } halfway: {
                let count = try await clientsCount(anna, of: "Copy")
                #expect(count == 0)
            }
            #expect(failures > 2)
            #expect(try await clientsCount(anna, of: "Copy") == 21)
            try await excursion.expectAgreement()
        }
    }

    @Test func `a book goes up to a server, and comes down, as a whole once there is room`()
        async throws
    {
        try await Excursion.with { excursion in
            let (bureau, anna, boris) = (excursion.bureau, excursion.anna, excursion.boris)
            let made = try await anna.answer(["book", "create", "Choir"])
            let choir = try #require(made["book"]?.string)
            for number in 1...20 {
                try await anna.answer(["client", "add", "--name", "C \(number)", "--book", "Choir"])
            }
            _ = try await whileItFills(anna) {
                let told = try await bureau.answer(["admin", "book", "attach", choir, "Choir"])
                return [
                    "book", "attach", "Choir", "--server", anna.line.address, "--code",
                    try #require(told["code"]?.string),
                ]
            } halfway: {
                let count = try await clientsCount(anna, of: "Choir")
                #expect(count == 20)
            }
            try await anna.answer(["sync", "now", "--book", "Choir"])
            let before = try await boris.answer(["book", "list"])["books"]?.array?.count
            let failures = try await whileItFills(boris) {
                let told = try await bureau.answer(["admin", "device", "invite", "--book", choir])
                return [
                    "book", "fetch", "--server", boris.line.address, "--code",
                    try #require(told["code"]?.string),
                ]
            } halfway: {
                let count = try await boris.answer(["book", "list"])["books"]?.array?.count
                #expect(count == before)
            }
            #expect(failures > 0)
            try await expectTheSame(choir, at: bureau, on: [anna, boris])
            #expect(try await clientsCount(boris, of: "Choir") == 20)
        }
    }

    @Test func `a book that cannot be written out leaves what was there before`() async throws {
        try await Excursion.with { excursion in
            let (anna, file) = (excursion.anna, excursion.anna.home + ".ndjson")
            try await anna.answer(["book", "export", file])
            let before = try await anna.answer(["book", "import", file, "--dry-run"])
            try await excursion.add("Later", on: anna)
            try anna.sabotage.fillDisk()
            let told = try await anna.typeOnBadMachine(["book", "export", file])
            #expect(told.code != 0 && told.complaint.contains("Free some space"))
            try anna.sabotage.heal()
            #expect(try await anna.answer(["book", "import", file, "--dry-run"]) == before)
            try await anna.answer(["book", "export", file])
            #expect(try await anna.answer(["book", "import", file, "--dry-run"]) != before)
        }
    }

    /// All write the book out in the same bytes in the end.
    private func expectTheSame(
        _ book: String, at bureau: Bureau, on laptops: [Traveller]
    ) async throws {
        try await Patience.until("all write it out in the same bytes") {
            var books = [try await bureau.export(of: book)]
            for laptop in laptops {
                _ = try await laptop.type(["sync", "now", "--book", book])
                books.append(try await laptop.type(["book", "export", "--book", book]).output)
            }
            return Set(books).count == 1
        }
    }

    /// Types a command on a disk that is full ever later on, until it fits; how often it did not.
    private func whileItFills(
        _ laptop: Traveller, type words: () async throws -> [String],
        halfway look: () async throws -> Void
    ) async throws -> Int {
        for step in 0..<16 {
            let command = try await words()
            try laptop.sabotage.fillDisk(afterWrites: Int64(1) << step - 1)
            let told = try await laptop.type(command)
            try laptop.sabotage.heal()
            if told.code == 0 { return step }
            #expect(told.code == 75 && told.complaint.contains("disk"), "\(told.complaint)")
            try await look()
        }
        throw RigTrouble("It never fits.")
    }

    private func clientsCount(_ laptop: Traveller, of book: String) async throws -> Int? {
        try await laptop.answer(["client", "list", "--limit", "1000", "--book", book])["clients"]?
            .array?.count
    }
}
