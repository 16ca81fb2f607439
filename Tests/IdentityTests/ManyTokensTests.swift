import Crypto
import Identity
import Sync
import TestOffice
import Testing

/// Tokens that are shown at the same moment, and read together.
struct ManyTokensTests {
    @Test func `each of many tokens that are shown at once is judged by itself`() async throws {
        try await Office.with { office in
            let (book, devices) = (try await office.book(), office.devices)
            let (ann, ben) = (
                try await office.enrolled(in: book), try await office.enrolled(in: book)
            )
            let tokens = [
                try await Self.token(of: ann, in: book, office),
                try await Self.token(of: ben, in: book, office), "nobody's",
            ]
            for isBenIn in [true, false] {
                if !isBenIn { try await devices.revoke(ben.id, of: book, at: Office.now) }
                let expected: [DeviceID?] = [ann.id, isBenIn ? ben.id : nil, nil]
                try await withThrowingTaskGroup(of: (Int, DeviceID?).self) { group in
                    for number in 0..<90 {
                        group.addTask {
                            let holder = try? await devices.holder(
                                of: tokens[number % 3], at: Office.now)
                            return (number % 3, holder?.identity.device)
                        }
                    }
                    for try await (place, device) in group {
                        #expect(device == expected[place])
                    }
                }
            }
        }
    }

    @Test func `a token that expired for one who asks later is good for who asks now`()
        async throws
    {
        try await Office.with { office in
            let (book, devices) = (try await office.book(), office.devices)
            let ann = try await office.enrolled(in: book)
            let token = try await Self.token(of: ann, in: book, office)
            async let now = try? devices.holder(of: token, at: Office.later(3_599))
            async let later = try? devices.holder(of: token, at: Office.later(3_600))
            let (first, second) = (await now, await later)
            #expect(first?.publicKey == ann.key.verifyingKey.bytes)
            #expect(second == nil)
        }
    }

    private static func token(
        of device: TestDevice, in book: BookID, _ office: Office
    ) async throws -> String {
        let nonce = try await office.devices.challenge(
            DeviceIdentity(book: book, device: device.id), at: Office.now)
        return try await office.token(for: nonce, by: device, book: book)
    }
}
