import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing

/// What holds for every request to the API.
struct ConductTests {
    private static func limits(_ change: (inout RateLimits) -> Void) -> RateLimits {
        var limits = RateLimits()
        change(&limits)
        return limits
    }

    @Test func `a caller who asks too often is told when to come again, and others are not`()
        async throws
    {
        let limits = Self.limits { $0.requestsPerCaller = RateLimit("requests", 5, inSeconds: 60) }
        try await Counter.with(limits: limits) { counter in
            let book = try await counter.office.book()
            let ann = try await counter.token(of: "ann", in: book, as: .owner)
            let bob = try await counter.token(of: "bob", in: book, as: .member)
            for left in (0...4).reversed() {
                // It shows who asks more than once, and is one request.
                let reply = try await counter.ask(.get, "/users/me", token: ann)
                #expect(reply.status == 200)
                #expect(reply.headers["RateLimit-Remaining"] == "\(left)")
            }
            let reply = try await counter.ask(.get, "/users/me", token: ann)
            #expect(reply.status == 429 && reply.error == "too_many_requests")
            #expect(reply.headers["Retry-After"] == "12")
            #expect(reply.json["status_code"] == 429)
            #expect(try await counter.ask(.get, "/users/me", token: bob).status == 200)
            // The same person with another token is the same caller.
            let again = try await counter.desk.signIn("ann").access
            #expect(try await counter.ask(.get, "/users/me", token: again).status == 429)
        }
    }

    @Test func `what a caller may not do counts as well, and so does what does not exist`()
        async throws
    {
        let limits = Self.limits { $0.requestsPerCaller = RateLimit("requests", 3, inSeconds: 60) }
        try await Counter.with(limits: limits) { counter in
            let book = try await counter.office.book()
            let bob = try await counter.token(of: "bob", in: book, as: .accountant)
            #expect(try await counter.ask(.get, "/api-keys", token: bob).status == 403)
            for path in ["/books/x", "/books/00000000-0000-7000-8000-000000000000"] as [Target] {
                #expect(try await counter.ask(.get, path, token: bob).status == 404)
            }
            #expect(try await counter.ask(.get, "/api-keys", token: bob).status == 429)
        }
    }

    @Test func `an address that shows tokens in vain is slowed down, and no other`() async throws {
        let limits = Self.limits { $0.refusalsPerAddress = RateLimit("refusals", 3, inSeconds: 60) }
        try await Counter.with(limits: limits) { counter in
            let book = try await counter.office.book()
            let ann = try await counter.token(of: "ann", in: book, as: .owner)
            for _ in 1...3 {
                #expect(try await counter.ask(.get, "/books", token: "eyX").status == 401)
            }
            #expect(try await counter.ask(.get, "/books", token: "eyX").status == 429)
            #expect(try await counter.ask(.get, "/books", token: ann).status == 200)
            var elsewhere = Request(
                .get, "/books", headers: ["Authorization": "Bearer eyX"])
            elsewhere.peer = .address("198.51.100.7")
            #expect(try await counter.send(elsewhere).status == 401)
        }
    }

    @Test(
        arguments: [
            ("/auth/login", ["email": "ann@example.com", "password": "x", "is_admin": true]),
            (
                "/auth/register",
                ["email": "a@b.cc", "password": "long enough 123", "role": "owner"]
            ),
            ("/books", ["name": "B", "owner": "me", "head": 7]),
            ("/devices/authorize", ["name": "L", "book": "x", "state": "approved"]),
            ("/api-keys", ["name": "K", "person_id": "x", "hint": "y"]),
            ("/auth/reset-password", ["email": "a@b.cc", "link": "https://evil.example"]),
        ] as [(String, JSONValue)])
    func `a field that nobody asked for is refused, not taken`(
        path: String, body: JSONValue
    ) async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let reply = try await counter.ask(
                .post, try Target(parsing: path), body, token: token)
            #expect(reply.status == 422 && reply.error == "validation")
            #expect(reply.json["fields"]?.object?.isEmpty == false)
        }
    }

    @Test func `nobody changes through a profile what is not theirs to change`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .member)
            for body in [
                ["role": "owner"], ["email": "eve@example.com"], ["is_disabled": false],
                ["password_hash": "x"], ["id": "x"],
            ] as [JSONValue] {
                let reply = try await counter.ask(.patch, "/users/me", body, token: token)
                #expect(reply.status == 422)
            }
            #expect(try await counter.office.texts("SELECT role FROM members") == ["member"])
        }
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `a body that is nested without end is refused at once`(opening: String) async throws {
        try await Counter.with { counter in
            let deep = String(repeating: opening, count: 3_000)
            let reply = try await counter.send(
                Request(
                    .post, "/auth/login", headers: ["Content-Type": "application/json"],
                    body: .text(deep)))
            #expect(reply.status == 400 && reply.error == "bad_request")
        }
    }

    @Test func `a body beyond its bound is refused whatever it holds`() async throws {
        try await Counter.with { counter in
            let long: JSONValue = ["email": .string(String(repeating: "a", count: 17_000))]
            let reply = try await counter.ask(.post, "/auth/login", long)
            #expect(reply.status == 413)
        }
    }

    @Test(arguments: [
        "ann@example.com\r\nBcc: eve@example.com", "ann@example.com\nX: y", "ann@example.com\0",
        "ann@example.com, eve@example.com", "ann@example.com\u{2028}X: y",
    ])
    func `an address that would begin another header reaches no mail`(
        address: String
    ) async throws {
        try await Counter.with { counter in
            for path in ["/auth/register", "/auth/reset-password"] {
                var body: [String: JSONValue] = ["email": .string(address)]
                if path == "/auth/register" { body["password"] = .string(Office.password) }
                _ = try await counter.ask(.post, try Target(parsing: path), .object(body))
            }
            #expect(counter.desk.postbox.letters.isEmpty)
        }
    }

    @Test func `every refusal has the three keys, or is a problem where that is asked for`()
        async throws
    {
        try await Counter.with { counter in
            for path in ["/nowhere", "/books", "/auth/login"] {
                let plain = try await counter.send(Request(.get, try Target(parsing: path)))
                let keys = Set((plain.json.object ?? [:]).keys)
                #expect(keys == ["error", "message", "status_code"])
                #expect(plain.json["status_code"] == .integer(Int64(plain.status)))
                let problem = try await counter.send(
                    Request(
                        .get, try Target(parsing: path),
                        headers: ["Accept": "application/problem+json"]))
                #expect(problem.headers["Content-Type"] == "application/problem+json")
                #expect(problem.json["status"] == .integer(Int64(plain.status)))
            }
        }
    }
}
