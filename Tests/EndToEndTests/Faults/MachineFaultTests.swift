import FaultRig
import JSON
import Testing

/// A laptop's machine fails: its power, its disk, its clock.
@Suite struct MachineFaultTests {
    @Test func `an agent that dies before any of its writes has all that it acknowledged`()
        async throws
    {
        try await Excursion.with { excursion in
            let anna = excursion.anna
            // The first write of a program's life is the longest.
            await anna.kill()
            try await anna.start()
            let before = try anna.sabotage.writesCount()
            try await excursion.add("Counted", on: anna)
            let writes = try anna.sabotage.writesCount() - before
            var survived = 0
            for step in 0..<8 {
                // From the first write of a command to those of the exchange that follows it.
                try anna.sabotage.killAtWrite(1 + Int64(step) * writes / 4)
                let told = try await excursion.add("Client \(step)", on: anna)
                if told.code == 0 { survived += 1 }
                _ = try await anna.type(["sync", "now"])
                try anna.sabotage.heal()
                await anna.kill()
                try await anna.start()
            }
            #expect((1..<8).contains(survived))
            try await excursion.expectAgreement()
        }
    }

    @Test func `a disk that is full or does not flush acknowledges nothing and harms nothing`()
        async throws
    {
        try await Excursion.with { excursion in
            let anna = excursion.anna
            try anna.sabotage.fillDisk()
            let full = try await excursion.add("Full", on: anna)
            #expect(full.code == 75 && full.complaint.contains("disk"))
            try anna.sabotage.heal()
            #expect(try await excursion.add("Room", on: anna).code == 0)

            try anna.sabotage.breakFlushing()
            let broken = try await excursion.add("Broken", on: anna)
            #expect(broken.code != 0)
            // What was not flushed once is not trusted before all of it was flushed again.
            let distrusted = try await excursion.add("Distrusted", on: anna)
            #expect(distrusted.code != 0 && distrusted.complaint.contains("disk"))
            let exchange = try await anna.type(["sync", "now"])
            #expect(!exchange.complaint.contains("makes no sense"))
            try anna.sabotage.heal()
            #expect(try await excursion.add("Repaired", on: anna).code == 0)
            try await excursion.expectAgreement()
        }
    }

    @Test func `clocks that are years off, and jump back, order nothing and lose nothing`()
        async throws
    {
        try await Excursion.with { excursion in
            let (anna, boris) = (excursion.anna, excursion.boris)
            let years: Int64 = 10 * 365 * 86_400_000
            let moves = [(anna, years), (boris, -years), (anna, -years), (boris, 0)]
            for (number, (laptop, offset)) in moves.enumerated() {
                try laptop.sabotage.moveClock(byMilliseconds: offset)
                laptop.line.cut()
                try await excursion.add("Offline \(laptop.name) \(offset)", on: laptop)
                laptop.line.heal()
                try await laptop.answer(["sync", "now"])
                let phone = "+49 30 \(500_000 + number)"
                try await laptop.answer(["client", "edit", "Ada Ltd", "--phone", phone])
                try await excursion.expectAgreement()
            }
            // Each had seen what the other wrote: no clock makes that a conflict.
            #expect(try await anna.answer(["conflicts", "list"])["count"] == 0)
        }
    }

    @Test func `a laptop that lost its disk and the copy of another go on with everybody`()
        async throws
    {
        try await Excursion.with { excursion in
            let (anna, boris) = (excursion.anna, excursion.boris)
            try await excursion.invoice(on: anna)
            try await anna.keepCopy()
            try await excursion.invoice(on: anna)
            try await anna.answer(["sync", "now"])
            // Nobody tells her which numbers she gave since.
            anna.line.cut()
            try await anna.goBack()
            try await excursion.invoice(on: anna)
            anna.line.heal()
            let copy = try await boris.copied(as: "copy", at: excursion.bureau)
            for laptop in [boris, copy, boris] { try await excursion.invoice(on: laptop) }
            try await excursion.expectAgreement(copy)
            copy.line.close()
        }
    }

    @Test func `copies that were made of a laptop while it wrote go on beside it`() async throws {
        try await Excursion.with { excursion in
            let anna = excursion.anna
            var copies: [Traveller] = []
            for number in 1...3 {
                async let writing: Void = keepWriting("Before \(number)", on: anna, excursion)
                copies.append(
                    try await anna.copied(
                        as: "copy\(number)", at: excursion.bureau, ofOneMoment: false))
                try await writing
            }
            for laptop in copies + [anna] {
                try await excursion.invoice(on: laptop)
                try await excursion.add("After, on \(laptop.name)", on: laptop)
            }
            try await excursion.expectAgreement(copies)
            for copy in copies { copy.line.close() }
        }
    }

    private func keepWriting(
        _ name: String, on laptop: Traveller, _ excursion: Excursion
    ) async throws {
        for number in 1...8 {
            try await excursion.add("\(name), \(number)", on: laptop)
            if number.isMultiple(of: 4) { try await excursion.invoice(on: laptop) }
        }
    }
}
