import FaultRig
import JSON
import Machine
import Testing

/// The power goes: what had not reached the disk is gone, whatever a program had written.
@Suite(.enabled("This machine lets nobody cut the power of a disk.") { try await Disk.isPossible })
struct PowerFaultTests {
    @Test func `a laptop whose power is cut has all that it acknowledged`() async throws {
        try await Excursion.withAnnaOnDisk { excursion, disk in
            let anna = excursion.anna
            // What it joined a moment ago is the first that it may not forget.
            try await anna.losePower(with: disk)
            for (life, moment) in [1, 2, 4, 7].enumerated() {
                let before = excursion.deeds.all.count
                let mark = try await putUnflushed("\(life)", on: disk)
                async let adding: Void = keepAdding("Client \(life)", in: excursion)
                async let billing: Void = keepBilling(in: excursion)
                try await Patience.until("\(moment) more are acknowledged") {
                    excursion.deeds.all.count >= before + moment
                }
                try await anna.losePower(with: disk)
                _ = try await (adding, billing)
                // A cut by which nothing is lost would prove nothing.
                #expect(text(of: mark) != "mark\n")
                #expect(try await notThere(excursion.deeds.all, on: anna) == [])
            }
            try await excursion.expectAgreement()
        }
    }

    @Test func `a book that was made just before the power went is there with what it held`()
        async throws
    {
        try await Excursion.withAnnaOnDisk { excursion, disk in
            let anna = excursion.anna
            try await anna.answer(["book", "create", "Choir"])
            try await anna.losePower(with: disk)
            try await anna.answer(["client", "add", "--name", "Alto", "--book", "Choir"])
            try await anna.losePower(with: disk)
            let clients = try await anna.answer(["client", "list", "--book", "Choir"])
            #expect(clients["clients"]?.array?.count == 1)
            try await excursion.expectAgreement()
        }
    }

    @Test func `a server whose power is cut has all that it told its laptops it had`()
        async throws
    {
        try await Excursion.withServerOnDisk { excursion, disk in
            let bureau = excursion.bureau
            for (life, moment) in [1, 3, 5].enumerated() {
                let sent = Deeds()
                async let annas: Void = keepSending("A\(life)", excursion.anna, excursion, sent)
                async let boriss: Void = keepSending("B\(life)", excursion.boris, excursion, sent)
                try await Patience.until("\(moment) more have arrived") {
                    sent.all.count >= moment
                }
                try await bureau.losePower(with: disk)
                _ = try await (annas, boriss)
                // Nobody who still has it may bring it back before it was looked for.
                for laptop in [excursion.anna, excursion.boris] { laptop.line.cut() }
                try await bureau.start()
                #expect(try await bureau.unsent(sent.all) == [])
                #expect(try await bureau.hasNoGap())
                for laptop in [excursion.anna, excursion.boris] { laptop.line.heal() }
            }
            try await excursion.expectAgreement()
        }
    }

    /// Writes what nobody flushes; where it stands.
    private func putUnflushed(_ name: String, on disk: Disk) async throws -> String {
        let path = "\(disk.directory)/unflushed-\(name)"
        _ = try await Subprocess("sh", ["-c", #"echo mark > "$1""#, "sh", path]).run()
        #expect(text(of: path) == "mark\n")
        return path
    }

    /// What a file holds; nothing where there is none.
    private func text(of path: String) -> String {
        (try? AtomicFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Adds clients until the laptop says that it cannot.
    private func keepAdding(_ name: String, in excursion: Excursion) async throws {
        for number in 1...1_000 {
            let told = try await excursion.add("\(name) \(number)", on: excursion.anna)
            if told.code != 0 { return }
        }
    }

    /// Issues invoices until the laptop says that it cannot.
    private func keepBilling(in excursion: Excursion) async throws {
        for _ in 1...1_000 {
            do {
                try await excursion.invoice(on: excursion.anna)
            } catch is RigTrouble {
                return
            }
        }
    }

    /// Adds clients and sends them until the server does not answer.
    private func keepSending(
        _ name: String, _ laptop: Traveller, _ excursion: Excursion, _ sent: Deeds
    ) async throws {
        for number in 1...1_000 {
            let word = "\(name) \(number)"
            try await excursion.add(word, on: laptop)
            guard try await laptop.type(["sync", "now"]).code == 0 else { return }
            sent.add(.wrote(word), by: laptop.name)
        }
    }

    /// What was acknowledged and a laptop does not hold.
    private func notThere(_ deeds: [Deed], on laptop: Traveller) async throws -> [Deed] {
        let book = try await laptop.export()
        return deeds.filter { deed in
            switch deed.kind {
            case .made(let id): !book.contains(id)
            case .wrote(let text): !book.contains("\"\(text)\"")
            case .issued(let number, let id): !book.contains(number) || !book.contains(id)
            }
        }
    }
}
