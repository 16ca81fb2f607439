import Identity
import PostgreSQL
import Sync
import TestOffice
import Testing

struct BrowserCodeTests {
    private static let peer = "192.0.2.1"

    private static func withTicket(
        _ body: (Desk, PersonID, [UInt8], String) async throws -> Void
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let ann = try await desk.person("ann")
            let factor = try await desk.reception.prepareSecondFactor(
                of: ann, password: Office.password, at: Office.now)
            let secret = SecondFactorTests.secret(of: factor.secret)
            _ = try await desk.reception.confirmSecondFactor(
                SecondFactorTests.code(secret, -1), of: ann, at: Office.now)
            guard case .codeNeeded(let ticket) = try await enter(desk) else {
                Issue.record("no code was asked for")
                return
            }
            try await body(desk, ann, secret, ticket)
        }
    }

    private static func enter(
        _ desk: Desk, password: String = Office.password
    ) async throws -> BrowserEntry {
        try await desk.reception.enterBrowser(
            Credentials(email: "ann@example.com", password: password), from: peer, at: Office.now)
    }

    private static func show(
        _ code: String, _ ticket: String, _ desk: Desk, later: Int = 0
    ) async throws -> String {
        try await desk.reception.enterBrowser(
            ticket: ticket, code: code, from: peer, at: Office.later(later))
    }

    @Test func `without a second factor the password is enough`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            guard case .signedIn(let token) = try await Self.enter(desk) else {
                Issue.record("a code was asked for")
                return
            }
            #expect(try await desk.reception.person(inBrowser: token, at: Office.now) != nil)
        }
    }

    @Test func `the code alone is asked for after the password, and signs in once`() async throws {
        try await Self.withTicket { desk, ann, secret, ticket in
            let code = SecondFactorTests.code(secret)
            let token = try await Self.show(code, ticket, desk)
            #expect(try await desk.reception.person(inBrowser: token, at: Office.now) == ann)
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.show(code, ticket, desk)
            }
        }
    }

    @Test(arguments: ["", "000000", "abc", "12345678901234567890"])
    func `a wrong code signs nobody in, and guesses are counted`(code: String) async throws {
        try await Self.withTicket { desk, _, _, ticket in
            var refusals = 0
            for _ in 0..<12 {
                do {
                    _ = try await Self.show(code, ticket, desk)
                    Issue.record("signed in")
                } catch IdentityError.credentialsRefused {
                    refusals += 1
                } catch IdentityError.limited {
                    break
                }
            }
            #expect(refusals < 10)
        }
    }

    @Test func `a ticket is over after five minutes`() async throws {
        try await Self.withTicket { desk, _, secret, ticket in
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.show(
                    SecondFactorTests.code(secret, 10), ticket, desk, later: 301)
            }
        }
    }

    @Test func `another password makes a ticket worthless`() async throws {
        try await Self.withTicket { desk, ann, secret, ticket in
            try await desk.reception.changePassword(
                of: ann, from: Office.password, to: "quite another one", keeping: nil,
                at: Office.now)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.show(SecondFactorTests.code(secret), ticket, desk)
            }
        }
    }

    @Test func `nobody makes a ticket of their own`() async throws {
        try await Self.withTicket { desk, _, secret, ticket in
            let code = SecondFactorTests.code(secret)
            let last = ticket.hasSuffix("A") ? "B" : "A"
            for forged in ["", "x", String(ticket.dropLast()) + last, ticket + "AAAA"] {
                await #expect(throws: IdentityError.linkRefused) {
                    try await Self.show(code, forged, desk)
                }
            }
        }
    }

    @Test func `a closed account enters by no ticket`() async throws {
        try await Self.withTicket { desk, ann, secret, ticket in
            try await desk.reception.disable(ann, true, at: Office.now)
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.show(SecondFactorTests.code(secret), ticket, desk)
            }
        }
    }
}
