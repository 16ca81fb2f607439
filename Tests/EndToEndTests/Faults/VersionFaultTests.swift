import FaultRig
import JSON
import Testing
import Wire

/// Laptops and servers of different releases.
@Suite struct VersionFaultTests {
    @Test func `a laptop that is too old for its server works on, says so, and catches up`()
        async throws
    {
        try await Excursion.with { excursion in
            let anna = excursion.anna
            anna.line.rewrite(Self.ofAnOldRelease)
            let turnedAway = try await anna.type(["sync", "now"])
            #expect(turnedAway.code == 5)
            #expect(turnedAway.complaint.contains("upgrade this laptop's"))
            #expect(!turnedAway.complaint.contains("makes no sense"))
            #expect(try await excursion.add("Offline", on: anna).code == 0)
            try await excursion.invoice(on: anna)
            let status = try await anna.type(["sync", "status"])
            #expect(status.output.contains("upgrade this laptop's"))
            #expect(try await anna.answer(["sync", "status"])["unsent"] != 0)
            // It is turned away again after a start, and after it was told to go on.
            await anna.kill()
            try await anna.start()
            #expect(try await anna.type(["sync", "now"]).code == 5)
            #expect(try await excursion.add("Offline again", on: anna).code == 0)

            anna.line.heal()
            try await Patience.until("the laptop is let in again, with nobody asking") {
                try await anna.answer(["sync", "status"])["unsent"] == 0
            }
            try await excursion.expectAgreement()
        }
    }

    /// A hello as a release says it whose protocol is older than any that is spoken.
    private static let ofAnOldRelease: @Sendable ([UInt8]) -> [UInt8] = { body in
        guard let envelope = try? Envelope(body, expecting: .hello) else { return body }
        // The count of the roll, its mark where it is not empty, and then the version.
        var told = envelope.body
        told[told[0] == 0 ? 1 : 9] = 0
        return Frame(kind: .hello, body: [0] + told).encoded
    }
}
