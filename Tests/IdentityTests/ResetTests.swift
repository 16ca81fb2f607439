import Crypto
import Identity
import PostgreSQL
import TestOffice
import Testing

struct ResetTests {
    private static let fresh = "another good password"

    private static func request(_ desk: Desk, _ name: String) async throws {
        try await desk.reception.requestReset(
            of: try #require(EmailAddress("\(name)@example.com")), from: "192.0.2.1",
            at: Office.now)
    }

    private static func reset(
        _ desk: Desk, _ token: String, _ password: String = fresh, later: Int = 0
    ) async throws {
        try await desk.reception.reset(
            token, to: password, from: "192.0.2.1", at: Office.later(later))
    }

    @Test func `the link sets another password and ends every sign-in`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let pair = try await desk.signIn("ann")
            try await Self.request(desk, "ann")
            try await Self.reset(desk, try #require(desk.postbox.token(of: .passwordReset)))
            await #expect(throws: IdentityError.tokenRefused) {
                try await desk.reception.admit(
                    bearer: pair.access, to: nil, for: nil, at: Office.now)
            }
            await #expect(throws: IdentityError.tokenRefused) {
                try await desk.reception.refresh(pair.refresh, at: Office.now)
            }
            await #expect(throws: IdentityError.credentialsRefused) {
                try await desk.signIn("ann")
            }
            _ = try await desk.reception.signIn(
                Credentials(email: "ann@example.com", password: Self.fresh), from: "192.0.2.1",
                at: Office.now)
            #expect(desk.postbox.letters.map(\.kind) == [.passwordReset, .passwordChanged])
        }
    }

    @Test func `a link is good once, for an hour, and the next one replaces it`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            try await Self.request(desk, "ann")
            let first = try #require(desk.postbox.token(of: .passwordReset))
            try await Self.request(desk, "ann")
            let second = try #require(desk.postbox.token(of: .passwordReset))
            for (token, later) in [(first, 0), (second, 3_600)] {
                await #expect(throws: IdentityError.linkRefused) {
                    try await Self.reset(desk, token, later: later)
                }
            }
            try await Self.reset(desk, second, later: 3_599)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.reset(desk, second, later: 3_599)
            }
        }
    }

    @Test func `for nobody nothing happens, and nothing is told`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let closed = try await desk.person("closed")
            try await desk.reception.disable(closed, true, at: Office.now)
            let before = desk.hasher.computations
            for name in ["nobody", "closed"] { try await Self.request(desk, name) }
            #expect(desk.postbox.letters.isEmpty)
            #expect(desk.hasher.computations == before)
        }
    }

    @Test func `for nobody as much is written as for somebody, and it opens nothing`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            var counts: [Int64] = []
            for name in ["ann", "nobody"] {
                try await Self.request(desk, name)
                counts.append(try await office.number("SELECT count(*) FROM one_time_links"))
            }
            #expect(counts == [1, 2])
            let rehearsed = try #require(desk.postbox.rehearsals.first)
            #expect(rehearsed.kind == .passwordReset)
            let token = try #require(rehearsed.link.split(separator: "=").last)
            await #expect(throws: IdentityError.self) { try await Self.reset(desk, "\(token)") }
            let email = try #require(EmailAddress("nobody@example.com"))
            try await desk.reception.resendVerification(
                to: email, from: "192.0.2.1", at: Office.now)
            #expect(desk.postbox.rehearsals.map(\.kind) == [.passwordReset, .verification])
        }
    }

    @Test func `a refused password leaves the link as it is`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            try await Self.request(desk, "ann")
            let token = try #require(desk.postbox.token(of: .passwordReset))
            await #expect(throws: IdentityError.self) {
                try await Self.reset(desk, token, "short")
            }
            try await Self.reset(desk, token)
        }
    }

    @Test func `a guessed link costs no hash`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let before = desk.hasher.computations
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.reset(desk, "cfl_guess")
            }
            #expect(desk.hasher.computations == before)
        }
    }

    @Test func `who knows the present password sets another, and only this sign-in goes on`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            let ann = try await desk.person("ann")
            let (here, there) = (try await desk.signIn("ann"), try await desk.signIn("ann"))
            let caller = try await desk.reception.admit(
                bearer: here.access, to: nil, for: nil, at: Office.now)
            guard case .session(let session) = caller.credential else { return }
            await #expect(
                throws: IdentityError.fields(
                    ["current_password": "It is not the present password."])
            ) {
                try await desk.reception.changePassword(
                    of: ann, from: "wrong password", to: Self.fresh, keeping: session,
                    at: Office.now)
            }
            try await desk.reception.changePassword(
                of: ann, from: Office.password, to: Self.fresh, keeping: session, at: Office.now)
            _ = try await desk.reception.admit(
                bearer: here.access, to: nil, for: nil, at: Office.now)
            await #expect(throws: IdentityError.tokenRefused) {
                try await desk.reception.admit(
                    bearer: there.access, to: nil, for: nil, at: Office.now)
            }
        }
    }
}
