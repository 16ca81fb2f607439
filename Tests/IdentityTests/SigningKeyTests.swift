import Identity
import JSON
import PostgreSQL
import TestOffice
import Testing

struct SigningKeyTests {
    private static let day = 86_400

    private func ids(_ desk: Desk, secondsLater: Int) async throws -> [String] {
        let document = try await desk.reception.signingKeys.document(
            at: Office.later(secondsLater))
        return try #require(document["keys"]?.array).compactMap { $0["kid"]?.string }
    }

    @Test func `two servers that start at once sign with one key`() async throws {
        try await Office.with { office in
            let desks = [try await office.desk(), try await office.desk()]
            async let first = ids(desks[0], secondsLater: 0)
            async let second = ids(desks[1], secondsLater: 0)
            let both = try await (first, second)
            #expect(both.0 == both.1)
            #expect(both.0.count == 1)
        }
    }

    @Test func `a successor is shown an hour before it signs, and the old key counts a day longer`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let first = try await ids(desk, secondsLater: 0)
            let change = 30 * Self.day
            let both = try await ids(desk, secondsLater: change - 3_600)
            #expect(both.count == 2)
            let before = try await desk.signIn("ann", secondsLater: change - 1).access
            let after = try await desk.signIn("ann", secondsLater: change + 1).access
            #expect(before.split(separator: ".")[0] != after.split(separator: ".")[0])
            for token in [before, after] {
                _ = try await desk.reception.admit(
                    bearer: token, to: nil, for: nil, at: Office.later(change + 60))
            }
            let late = try await ids(desk, secondsLater: change + Self.day + 1)
            #expect(late.count == 1)
            #expect(late != first)
        }
    }

    @Test func `a clock that went back signs with the key that is there, and none is made`()
        async throws
    {
        try await Office.with { office in
            let (ahead, behind) = (try await office.desk(), try await office.desk())
            _ = try await ahead.person("ann")
            let made = try await ids(ahead, secondsLater: 0)
            for desk in [behind, ahead] {
                #expect(try await ids(desk, secondsLater: -600) == made)
                let token = try await desk.signIn("ann", secondsLater: -600).access
                _ = try await desk.reception.admit(
                    bearer: token, to: nil, for: nil, at: Office.later(-600))
            }
        }
    }

    @Test func `a server learns of a key that another one made when it meets it`() async throws {
        try await Office.with { office in
            let (mine, other) = (try await office.desk(), try await office.desk())
            _ = try await mine.person("ann")
            _ = try await mine.signIn("ann")
            _ = try await other.reception.signingKeys.document(at: Office.now)
            try await mine.reception.signingKeys.replace(isEmergency: false, at: Office.later(5))
            let token = try await mine.signIn("ann", secondsLater: 5).access
            _ = try await other.reception.admit(
                bearer: token, to: nil, for: nil, at: Office.later(6))
        }
    }

    @Test func `in an emergency no older signature counts`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let token = try await desk.signIn("ann").access
            try await desk.reception.signingKeys.replace(isEmergency: true, at: Office.later(5))
            await #expect(throws: IdentityError.tokenRefused) {
                try await desk.reception.admit(
                    bearer: token, to: nil, for: nil, at: Office.later(5))
            }
        }
    }

    @Test func `the document holds nothing but public keys`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let document = try await desk.reception.signingKeys.document(at: Office.now)
            let key = try #require(document["keys"]?.array?.first?.object)
            #expect(Set(key.keys) == ["kty", "crv", "alg", "use", "kid", "x"])
        }
    }
}
