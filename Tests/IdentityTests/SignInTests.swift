import Crypto
import Identity
import PostgreSQL
import TestOffice
import Testing

struct SignInTests {
    private static func attempt(
        _ desk: Desk, _ email: String, _ password: String, from address: String = "192.0.2.1"
    ) async throws -> TokenPair {
        try await desk.reception.signIn(
            Credentials(email: email, password: password), from: address, at: Office.now)
    }

    @Test func `the right password signs in, and the token is let in`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let book = try await office.book()
            let ann = try await desk.member("ann", of: book, as: .owner)
            let pair = try await desk.signIn("ann")
            let caller = try await desk.reception.admit(
                bearer: pair.access, to: nil, for: .own, at: Office.now)
            #expect(caller.person == ann)
            #expect(caller.seat == Seat(book: book, role: .owner))
        }
    }

    @Test func `the address may be typed in any case`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let ann = try await desk.person("ann")
            let pair = try await Self.attempt(desk, "ANN@Example.com", Office.password)
            #expect(pair.person == ann)
        }
    }

    @Test(arguments: [
        "ann@example.com", "nobody@example.com", "closed@example.com", "", "no address",
    ])
    func `nobody, a wrong password and a closed account take one way: one hash, one answer`(
        email: String
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let closed = try await desk.person("closed")
            try await desk.reception.disable(closed, true, at: Office.now)
            let before = desk.hasher.computations
            let password = email.hasPrefix("closed") ? Office.password : "wrong password"
            await #expect(throws: IdentityError.credentialsRefused) {
                try await Self.attempt(desk, email, password)
            }
            #expect(desk.hasher.computations == before + 1)
        }
    }

    @Test func `who has not followed the link is told so, but only with the right password`()
        async throws
    {
        try await Office.with { office in
            let desk = try await office.desk()
            try await desk.reception.register(
                try Registration(email: "new@example.com", password: Office.password),
                from: "192.0.2.1", at: Office.now)
            for (password, error) in [
                (Office.password, IdentityError.notVerified),
                ("wrong password", .credentialsRefused),
            ] {
                let before = desk.hasher.computations
                await #expect(throws: error) {
                    try await Self.attempt(desk, "new@example.com", password)
                }
                #expect(desk.hasher.computations == before + 1)
            }
        }
    }

    @Test func `an account is locked after ten wrong passwords, on every server, and opens again`()
        async throws
    {
        try await Office.with { office in
            let desks = [try await office.desk(), try await office.desk()]
            _ = try await desks[0].person("ann")
            for attempt in 0..<10 {
                await #expect(throws: IdentityError.credentialsRefused) {
                    try await Self.attempt(
                        desks[attempt % 2], "ann@example.com", "wrong password",
                        from: "192.0.2.\(attempt)")
                }
            }
            for desk in desks + [try await office.desk()] {
                await #expect(
                    throws: IdentityError.limited(LimitReached(count: 10, retrySeconds: 90))
                ) {
                    try await Self.attempt(
                        desk, "ann@example.com", Office.password, from: "192.0.2.99")
                }
            }
            _ = try await desks[1].signIn("ann", secondsLater: 90)
        }
    }

    @Test func `a success gives the account its attempts back`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            for round in 0..<3 {
                for attempt in 0..<9 {
                    await #expect(throws: IdentityError.credentialsRefused) {
                        try await Self.attempt(
                            desk, "ann@example.com", "wrong password",
                            from: "198.51.100.\(10 * round + attempt)")
                    }
                }
                _ = try await desk.signIn("ann")
            }
        }
    }

    @Test func `one address tries thirty times, whomever it asks for`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            for attempt in 0..<30 {
                await #expect(throws: IdentityError.credentialsRefused) {
                    try await Self.attempt(
                        desk, "p\(attempt)@example.com", "x", from: "2001:db8:1:2::\(attempt)")
                }
            }
            let before = desk.hasher.computations
            await #expect(
                throws: IdentityError.limited(LimitReached(count: 30, retrySeconds: 10))
            ) {
                try await Self.attempt(desk, "p@example.com", "x", from: "2001:db8:1:2::ffff")
            }
            #expect(desk.hasher.computations == before, "a refused attempt costs no hash")
        }
    }

    @Test func `a hundred sign-ins at once end, with as many hashes`() async throws {
        try await Office.with { office in
            var limits = RateLimits()
            limits.signInPerAddress = RateLimit("test", 1_000, inSeconds: 60)
            let desk = try await office.desk(cost: .standard, limits: limits)
            _ = try await desk.person("ann")
            let before = desk.hasher.computations
            let signedIn = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let email = number % 2 == 0 ? "ann@example.com" : "p\(number)@example.com"
                        do {
                            _ = try await Self.attempt(desk, email, Office.password)
                            return 1
                        } catch IdentityError.credentialsRefused {
                            return 0
                        } catch IdentityError.limited {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect((1...50).contains(signedIn))
            #expect(desk.hasher.computations - before <= 100)
        }
    }

    @Test func `when too many sign in at once, the rest are told to come again`() async throws {
        try await Office.with { office in
            let crowd = try await office.desk()
            _ = try await crowd.person("ann")
            let hasher = PasswordHasher(cost: Office.cheapHashing, threadsMax: 0, waitingMax: 0)
            await #expect(throws: CryptoError.busy) {
                try await Reception.open(
                    pool: office.pool, hasher: hasher, keeper: crowd.keeper,
                    postbox: crowd.postbox, policy: crowd.reception.policy)
            }
        }
    }

    @Test func `a hash that became too cheap is made anew at the next sign-in`() async throws {
        try await Office.with { office in
            let cheap = try await office.desk()
            _ = try await cheap.person("ann")
            let dear = try await office.desk(cost: .init(memoryBytes: 16_384, passes: 1))
            _ = try await dear.signIn("ann")
            let hashes = try await office.texts("SELECT password_hash FROM people")
            #expect(hashes.first??.hasPrefix("$argon2id$v=19$m=16,") == true)
            _ = try await dear.signIn("ann")
        }
    }

    @Test func `what lies in the database is no password and no token`() async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            _ = try await desk.person("ann")
            let pair = try await desk.signIn("ann")
            let dump = try await office.texts(
                """
                SELECT p::text FROM people AS p UNION ALL SELECT s::text FROM sessions AS s
                UNION ALL SELECT r::text FROM refresh_tokens AS r
                UNION ALL SELECT k::text FROM signing_keys AS k
                """
            ).map { $0 ?? "" }.joined()
            #expect(!dump.isEmpty)
            for secret in [Office.password, pair.access, pair.refresh] {
                #expect(!dump.contains(secret))
            }
        }
    }
}
