import FaultRig
import Testing

/// The line between laptop and server fails.
@Suite struct LineFaultTests {
    @Test func `whatever a line does to messages, each change arrives once`() async throws {
        try await Excursion.with { excursion in
            let places = [0, 60, 300]
            let fates =
                [.refused, .repeated, .answerLost]
                + places.flatMap { place -> [Fate] in
                    [
                        .requestCut(place), .answerCut(place), .requestHarmed(place),
                        .answerHarmed(place),
                    ]
                }
            for (number, fate) in fates.enumerated() {
                let laptop = number.isMultiple(of: 2) ? excursion.anna : excursion.boris
                // The hello, or what follows it, meets its fate.
                laptop.line.expect(number.isMultiple(of: 3) ? [.passed, fate] : [fate, fate])
                try await excursion.add("Client \(number)", on: laptop)
                _ = try await laptop.type(["sync", "now"])
            }
            for laptop in [excursion.anna, excursion.boris] { laptop.line.heal() }
            try await excursion.expectAgreement()
        }
    }

    @Test func `a line that is cut while everybody writes is nobody's loss`() async throws {
        try await Excursion.with { excursion in
            for number in 1...4 {
                for laptop in [excursion.anna, excursion.boris] {
                    async let exchange = laptop.type(["sync", "now"])
                    try await excursion.add("Client \(number)", on: laptop)
                    laptop.line.cut()
                    _ = try await exchange
                    try await excursion.add("Offline \(number)", on: laptop)
                    laptop.line.heal()
                }
            }
            try await excursion.expectAgreement()
        }
    }
}
