import FakeMailServer
import HTTP
import JSON
import PostgreSQL
import Testing

/// Two processes of the server on one database: what one was told, the other knows.
@Suite(.toldWithLogs) struct TwoServersTests {
    /// Lends two servers, and somebody who owns the only book.
    private static func with(
        _ flags: [String] = [], _ body: @Sendable (Office, Office) async throws -> Void
    ) async throws {
        try await Office.with { world, office in
            await office.kill()
            // People reach both under one address, which is the issuer of their tokens.
            let all = office.flags + ["--public-address", "https://books.example.com"] + flags
            let pair = [1, 2].map { _ in
                Office(in: world, flags: all, settings: office.settings)
            }
            for server in pair { try await server.serve() }
            try await pair[0].add("ann")
            try await body(pair[0], pair[1])
            for server in pair { await server.kill() }
        }
    }

    @Test func `who signed out at one is refused by the other at once`() async throws {
        try await Self.with { (one, two) async throws in
            let token = try await one.token(of: "ann")
            #expect(try await two.ask(.get, "/users/me", token: token).status == 200)
            #expect(try await one.ask(.post, "/auth/logout", token: token).status == 204)
            #expect(try await two.ask(.get, "/users/me", token: token).status == 401)
        }
    }

    @Test func `a limit counts what both were asked`() async throws {
        try await Self.with { (one, two) async throws in
            for attempt in 1...10 {
                let server = attempt.isMultiple(of: 2) ? one : two
                #expect(try await server.signIn("ann", password: "wrong word").status == 401)
            }
            for server in [one, two] {
                let reply = try await server.signIn("ann")
                #expect(reply.status == 429 && reply.headers["Retry-After"] != nil)
            }
            // It is the account that waits, and nobody else.
            try await one.add("bob", as: "member")
            #expect(try await two.signIn("bob").status == 200)
        }
    }

    @Test func `a caller's requests are counted together`() async throws {
        try await Self.with(["--requests-per-minute", "3"]) { one, two in
            let token = try await one.token(of: "ann")
            var statuses: [Int] = []
            // One is given back every twenty seconds, so that these come before.
            try await until("the limit is reached") {
                let server = statuses.count.isMultiple(of: 2) ? one : two
                statuses.append(try await server.ask(.get, "/users/me", token: token).status)
                return statuses.last == 429
            }
            #expect(statuses.count >= 4 && statuses.dropLast().allSatisfy { $0 == 200 })
        }
    }

    @Test func `a laptop that is revoked at one is refused by the other at once`() async throws {
        try await Self.with { (one, two) async throws in
            let anna = try await Laptop.joined("anna", to: two)
            try await anna.answer("sync", "now")
            let token = try await one.token(of: "ann")
            let listed = try await one.ask(.get, "/devices", token: token)
            let id = try #require(listed.json["data"]?.array?.first?["id"]?.string)
            #expect(try await one.ask(.delete, "/devices/\(id)", token: token).status == 204)
            #expect(try await anna.type("sync", "now").code == 1)
        }
    }

    @Test func `a role that is taken away at one is gone at the other`() async throws {
        try await Self.with { (one, two) async throws in
            try await one.add("bob", as: "admin")
            let bob = try await two.token(of: "bob")
            #expect(try await two.ask(.get, "/api-keys", token: bob).status == 200)
            let reply = try await one.type(
                "admin", "user", "role", "bob@example.com", "accountant", "--json")
            #expect(reply.code == 0)
            #expect(try await two.ask(.get, "/api-keys", token: bob).status == 403)
        }
    }

    @Test func `what is pushed to one wakes a laptop that waits at the other`() async throws {
        try await Self.with { (one, two) async throws in
            let anna = try await Laptop.joined("anna", to: one)
            let boris = try await Laptop.joined("boris", to: two)
            try await boris.answer("sync", "now")
            try await until("the laptop waits at the other server") {
                try await two.metric("counterfoil_sync_watchers") == "1"
            }
            try await anna.answer("client", "add", "--name", "Ada Ltd")
            try await until("the other laptop has it") { try await boris.clients().count == 1 }
        }
    }

    @Test func `what one leaves to be done, the other is woken to do`() async throws {
        try await Office.with { world, office in
            try await office.add("ann")
            let second = Office(
                in: world, flags: office.flags + ["--roles", "api"], settings: office.settings)
            try await second.serve()
            let reply = try await second.ask(
                .post, "/auth/reset-password", ["email": "ann@example.com"])
            #expect(reply.status == 202)
            // The first letter told that the password was changed.
            let mails = try await office.mails(2)
            #expect(mails.contains { $0.contains("/account/reset?token=3D") })
            await second.kill()
        }
    }

    @Test func `the job of a server that was killed is taken over by the other`() async throws {
        var script = MailScript()
        script.answers[.greeting] = .silence
        try await FakeMailServer.with(script) { mute in
            try await Office.with { world, office in
                await office.kill()
                let flags =
                    office.flags + [
                        "--job-lease", "2s", "--smtp-security", "none", "--smtp-server",
                        "127.0.0.1:\(mute.port)",
                    ]
                let pair = [1, 2].map { _ in
                    Office(in: world, flags: flags, settings: office.settings)
                }
                try await pair[0].serve()
                try await pair[0].add("ann")
                try await until("it waits for an answer to the letter") {
                    mute.record.connectionCount == 1
                }
                try await pair[1].serve()
                await pair[0].kill()
                try await until("the other has taken the job over") {
                    try await pair[1].metric(
                        "counterfoil_jobs_rescued_total{kind=\"mail.send\"}") == "1"
                }
                await pair[1].kill()
            }
        }
    }

    @Test func `the same request at both is done once`() async throws {
        try await Self.with { (one, two) async throws in
            let token = try await one.token(of: "ann")
            let replies = try await withThrowingTaskGroup(of: APIReply.self) { group in
                for server in [one, two, one, two] {
                    group.addTask {
                        try await server.ask(
                            .post, "/books", ["name": "Once"], token: token,
                            ["Idempotency-Key": "the-same"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 || $0.error == "in_flight" })
            let count: Int64 = try await one.database {
                try $0.value("SELECT count(*) FROM books WHERE name = 'Once'")
            }
            #expect(count == 1)
        }
    }
}
