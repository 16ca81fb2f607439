import Identity
import PostgreSQL
import TestOffice
import Testing

struct RateLimiterTests {
    private static let limit = RateLimit("proof", 2, inSeconds: 60)

    private static func take(_ desk: Desk, secondsLater: Int) async throws {
        try await desk.reception.limiter.take(
            limit, by: "ann", at: Office.later(secondsLater))
    }

    private static func isRefused(_ desk: Desk, secondsLater: Int) async {
        await #expect(throws: IdentityError.self) {
            try await take(desk, secondsLater: secondsLater)
        }
    }

    @Test func `a clock that was ahead once locks nobody out, and the limit holds again`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            let day = 86_400
            for _ in 0..<2 { try await Self.take(desk, secondsLater: day) }
            await Self.isRefused(desk, secondsLater: day)
            for _ in 0..<2 { try await Self.take(desk, secondsLater: 0) }
            await Self.isRefused(desk, secondsLater: 0)
        }
    }

    @Test func `two servers whose clocks differ by seconds share one count`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            for _ in 0..<2 { try await Self.take(desk, secondsLater: 5) }
            await Self.isRefused(desk, secondsLater: 0)
            await Self.isRefused(desk, secondsLater: 5)
        }
    }
}
