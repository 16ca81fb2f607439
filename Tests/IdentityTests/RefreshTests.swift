import Identity
import PostgreSQL
import TestOffice
import Testing

struct RefreshTests {
    private static func signedIn(
        _ body: (Office, Desk, TokenPair) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            try await body(office, desk, try await desk.signIn("ann"))
        }
    }

    private static func refresh(
        _ desk: Desk, _ token: String, _ secondsLater: Int
    ) async throws -> TokenPair {
        try await desk.reception.refresh(token, at: Office.later(secondsLater))
    }

    private static func isLetIn(_ desk: Desk, _ token: String, _ secondsLater: Int) async -> Bool {
        let outcome = await Result { () async throws in
            try await desk.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.later(secondsLater))
        }
        return (try? outcome.get()) != nil
    }

    private static func isRefused(_ desk: Desk, _ token: String, _ secondsLater: Int) async {
        await #expect(throws: IdentityError.tokenRefused) {
            try await refresh(desk, token, secondsLater)
        }
    }

    @Test func `each refresh gives a new pair, and the sign-in goes on`() async throws {
        try await Self.signedIn { _, desk, first in
            var pair = first
            for round in 1...5 {
                let next = try await Self.refresh(desk, pair.refresh, 600 * round)
                #expect(next.refresh != pair.refresh)
                #expect(await Self.isLetIn(desk, next.access, 600 * round + 1))
                pair = next
            }
        }
    }

    @Test func `a token that was used before ends the whole sign-in, on every server`()
        async throws
    {
        try await Self.signedIn { office, desk, first in
            let other = try await office.desk()
            let second = try await Self.refresh(desk, first.refresh, 100)
            let third = try await Self.refresh(other, second.refresh, 200)
            await Self.isRefused(desk, first.refresh, 201)
            await Self.isRefused(other, third.refresh, 202)
            #expect(await !Self.isLetIn(other, third.access, 203))
        }
    }

    @Test func `a lost reply is answered again with an equivalent pair`() async throws {
        try await Self.signedIn { office, desk, first in
            let other = try await office.desk()
            let lost = try await Self.refresh(desk, first.refresh, 100)
            let again = try await Self.refresh(other, first.refresh, 130)
            #expect(again.refresh != lost.refresh)
            #expect(await Self.isLetIn(desk, again.access, 131))
            let next = try await Self.refresh(desk, again.refresh, 800)
            #expect(await Self.isLetIn(desk, next.access, 801))
        }
    }

    @Test func `two that refresh at the same moment both go on`() async throws {
        try await Self.signedIn { office, desk, first in
            let other = try await office.desk()
            async let one = Self.refresh(desk, first.refresh, 100)
            async let two = Self.refresh(other, first.refresh, 100)
            let pairs = try await [one, two]
            #expect(pairs[0].refresh != pairs[1].refresh)
            for pair in pairs { #expect(await Self.isLetIn(desk, pair.access, 101)) }
        }
    }

    @Test func `once the new tokens were used, the old one is a copy`() async throws {
        try await Self.signedIn { _, desk, first in
            let second = try await Self.refresh(desk, first.refresh, 100)
            #expect(await Self.isLetIn(desk, second.access, 101))
            await Self.isRefused(desk, first.refresh, 102)
            #expect(await !Self.isLetIn(desk, second.access, 103))
        }
    }

    @Test func `a lost reply is answered again days later, while nothing of it was used`()
        async throws
    {
        try await Self.signedIn { _, desk, first in
            let lost = try await Self.refresh(desk, first.refresh, 100)
            let again = try await Self.refresh(desk, first.refresh, 3 * 86_400)
            #expect(again.refresh != lost.refresh)
            let next = try await Self.refresh(desk, again.refresh, 3 * 86_400 + 1)
            #expect(await Self.isLetIn(desk, next.access, 3 * 86_400 + 2))
            await Self.isRefused(desk, first.refresh, 3 * 86_400 + 3)
        }
    }

    @Test func `a reply is not lost for ever: the sixth copy ends the sign-in`() async throws {
        try await Self.signedIn { _, desk, first in
            for _ in 0..<5 { _ = try await Self.refresh(desk, first.refresh, 100) }
            await Self.isRefused(desk, first.refresh, 100)
        }
    }

    @Test func `a sign-in that nobody uses for thirty days is over`() async throws {
        try await Self.signedIn { _, desk, first in
            let days = 30 * 86_400
            let second = try await Self.refresh(desk, first.refresh, days - 1)
            let third = try await Self.refresh(desk, second.refresh, 2 * days - 2)
            await Self.isRefused(desk, third.refresh, 3 * days - 2)
        }
    }

    @Test(arguments: ["", "cfr_", "cfr_AAAA", "' OR ''='", "\0"])
    func `a token that was never given is refused, and harms nobody`(token: String) async throws {
        try await Self.signedIn { _, desk, first in
            await Self.isRefused(desk, token, 1)
            await Self.isRefused(desk, first.access, 1)
            _ = try await Self.refresh(desk, first.refresh, 2)
        }
    }

    @Test func `sign-ins that are long over are thrown away`() async throws {
        try await Self.signedIn { office, desk, _ in
            _ = try await desk.signIn("ann", secondsLater: 31 * 86_400)
            #expect(try await office.number("SELECT count(*) FROM sessions") == 1)
            #expect(try await office.number("SELECT count(*) FROM refresh_tokens") == 1)
        }
    }
}
