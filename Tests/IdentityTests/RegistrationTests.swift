import Crypto
import Identity
import PostgreSQL
import TestOffice
import Testing

struct RegistrationTests {
    private static func register(_ desk: Desk, _ email: String, _ password: String) async throws {
        try await desk.reception.register(
            try Registration(email: email, password: password), from: "192.0.2.1", at: Office.now)
    }

    private static func verify(_ desk: Desk, _ token: String, later: Int = 0) async throws {
        try await desk.reception.verify(token, from: "192.0.2.1", at: Office.later(later))
    }

    @Test func `the link in the mail makes the person, once`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            try await Self.register(desk, "ann@example.com", Office.password)
            #expect(try await office.number("SELECT count(*) FROM people") == 0)
            let token = try #require(desk.postbox.token(of: .verification))
            try await Self.verify(desk, token)
            _ = try await desk.signIn("ann")
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.verify(desk, token)
            }
        }
    }

    @Test func `a link is good for a day`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            try await Self.register(desk, "ann@example.com", Office.password)
            let token = try #require(desk.postbox.token(of: .verification))
            await #expect(throws: IdentityError.linkRefused) {
                try await Self.verify(desk, token, later: 86_400)
            }
            try await Self.verify(desk, token, later: 86_399)
        }
    }

    @Test func `whoever is here already learns it by mail, and nobody else does`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let before = desk.hasher.computations
            try await Self.register(desk, "Ann@Example.com", "another password")
            #expect(desk.hasher.computations == before + 1)
            #expect(desk.postbox.letters.map(\.kind) == [.alreadyRegistered])
            #expect(try await office.number("SELECT count(*) FROM registrations") == 0)
            _ = try await desk.signIn("ann")
        }
    }

    @Test(arguments: [
        ["the thief's password", Office.password], [Office.password, "the thief's password"],
    ])
    func `the link of a second registration lets the mailbox's owner choose the password`(
        passwords: [String]
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            for password in passwords {
                try await Self.register(desk, "ann@example.com", password)
            }
            try await Self.choose(desk, try #require(desk.postbox.token(of: .verification)))
            _ = try await desk.signIn("ann")
            #expect(try await office.number("SELECT count(*) FROM registrations") == 0)
        }
    }

    @Test func `who registers another's address later does not replace the first password`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            try await Self.register(desk, "ann@example.com", Office.password)
            let first = try #require(desk.postbox.token(of: .verification))
            try await Self.register(desk, "ann@example.com", "the thief's password")
            try await Self.verify(desk, first)
            _ = try await desk.signIn("ann")
            let late = try #require(desk.postbox.token(of: .verification))
            await #expect(throws: IdentityError.linkRefused) {
                try await desk.reception.reset(
                    late, to: "the thief's password", from: "192.0.2.1", at: Office.now)
            }
        }
    }

    /// Follows a link that was sent once more: it confirms no password that somebody typed before.
    private static func choose(_ desk: Desk, _ token: String) async throws {
        #expect(desk.postbox.letters.last?.link.contains("/account/reset?") == true)
        await #expect(throws: IdentityError.linkRefused) { try await verify(desk, token) }
        #expect(try await desk.reception.works(token, for: .reset, at: Office.now))
        #expect(try await !desk.reception.works(token, for: .verification, at: Office.now))
        try await desk.reception.reset(
            token, to: Office.password, from: "192.0.2.1", at: Office.now)
        #expect(try await !desk.reception.works(token, for: .reset, at: Office.now))
    }

    @Test func `who has registered gets another link to choose a password, and nobody else does`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("here")
            try await Self.register(desk, "ann@example.com", "the thief's password")
            for name in ["ann", "here", "nobody"] {
                try await desk.reception.resendVerification(
                    to: try #require(EmailAddress("\(name)@example.com")), from: "192.0.2.1",
                    at: Office.now)
            }
            let letters = desk.postbox.letters
            #expect(letters.map(\.recipient.text) == ["ann@example.com", "ann@example.com"])
            try await Self.choose(desk, try #require(desk.postbox.token(of: .verification)))
            _ = try await desk.signIn("ann")
        }
    }

    @Test func `one mailbox gets five letters an hour`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            for _ in 0..<5 { try await Self.register(desk, "ann@example.com", Office.password) }
            await #expect(throws: IdentityError.self) {
                try await Self.register(desk, "ANN@example.com", Office.password)
            }
            #expect(desk.postbox.letters.count == 5)
        }
    }

    @Test func `links are guessed thirty times from one address, and no more`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            for number in 0..<30 {
                await #expect(throws: IdentityError.linkRefused) {
                    try await Self.verify(desk, "cfl_\(number)")
                }
            }
            for guess in [
                { try await desk.reception.verify("cfl_", from: "192.0.2.1", at: Office.now) },
                {
                    try await desk.reception.accept(
                        "cfi_", name: nil, password: nil, from: "192.0.2.1", at: Office.now)
                },
            ] {
                await #expect(
                    throws: IdentityError.limited(LimitReached(count: 30, retrySeconds: 30))
                ) { _ = try await guess() }
            }
            await #expect(
                throws: IdentityError.limited(LimitReached(count: 30, retrySeconds: 30))
            ) {
                try await desk.reception.reset(
                    "cfl_", to: Office.password, from: "192.0.2.1", at: Office.now)
            }
        }
    }

    @Test func `a server that is not open lets nobody register`() async throws {
        try await Office.with { office in
            let desk = try await office.desk(isOpen: false)
            await #expect(throws: IdentityError.registrationClosed) {
                try await Self.register(desk, "ann@example.com", Office.password)
            }
            #expect(desk.postbox.letters.isEmpty)
        }
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\r\nBcc: x@y", "a@b\0", "<a@b>", "a@-b.c",
        "a..b@c", ".a@c", "a@b..c", "a,b@c", "a@b c", "\"a\"@b",
        String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
        "jürgen@example.de", "a@exämple.de", "a@192.0.2.1",
    ])
    func `what is no address is refused`(text: String) {
        #expect(EmailAddress(text) == nil)
        #expect(throws: IdentityError.fields(["email": "An e-mail address is needed."])) {
            try Registration(email: text, password: Office.password)
        }
    }

    @Test(arguments: ["a@b", "ann.o'neil+books@example.co.uk", "a@xn--exmple-cua.de"])
    func `an address of the plain form is taken`(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "short", "123456789", "aaaaaaaaaaaa", "abababababab", "password1234", "1234567890",
        "Counterfoil2026", "ann@example.com", String(repeating: "ab1!", count: 257),
    ])
    func `a password that is short, common, endless or the address is refused`(password: String) {
        #expect(
            PasswordRule.objection(to: password, of: EmailAddress("ann@example.com")) != nil)
    }

    @Test(arguments: [
        Office.password, "zehn Zeichen!", "пароль из слов",
        String(repeating: "x7#Lq9vT", count: 128),
    ])
    func `a long password of whatever characters will do`(password: String) {
        #expect(PasswordRule.objection(to: password, of: nil) == nil)
    }
}
