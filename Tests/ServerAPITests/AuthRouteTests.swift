import Bytes
import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing

struct AuthRouteTests {
    private static let credentials: JSONValue = [
        "email": "ann@example.com", "password": .string(Office.password),
    ]

    @Test func `somebody registers, confirms, signs in, refreshes and signs out`() async throws {
        try await Counter.with { counter in
            let registered = try await counter.ask(.post, "/auth/register", Self.credentials)
            #expect(registered.status == 201)
            #expect(try await counter.ask(.post, "/auth/login", Self.credentials).status == 403)
            let link = try #require(counter.desk.postbox.token(of: .verification))
            let verified = try await counter.ask(
                .post, "/auth/verify-email", ["token": .string(link)])
            #expect(verified.status == 200)
            let signedIn = try await counter.ask(.post, "/auth/login", Self.credentials)
            #expect(signedIn.status == 200 && signedIn.json["token_type"] == "Bearer")
            #expect(signedIn.headers["Cache-Control"] == "no-store")
            let refreshed = try await counter.ask(
                .post, "/auth/refresh",
                ["refresh_token": try #require(signedIn.json["refresh_token"])])
            let token = try #require(refreshed.json["access_token"]?.string)
            let profile = try await counter.ask(.get, "/auth/profile", token: token)
            #expect(profile.json["email"] == "ann@example.com")
            let valid = try await counter.ask(.post, "/auth/verify", token: token)
            #expect(valid.json["valid"] == true)
            #expect(try await counter.ask(.post, "/auth/logout", token: token).status == 204)
            for path in ["/auth/profile", "/books", "/users/me"] as [Target] {
                #expect(try await counter.ask(.get, path, token: token).status == 401)
            }
            #expect(try await counter.ask(.post, "/auth/verify", token: token).status == 401)
        }
    }

    @Test func `an answer tells neither who is here nor which half was wrong`() async throws {
        try await Counter.with { counter in
            _ = try await counter.desk.person("ann")
            let replies = [
                try await counter.ask(
                    .post, "/auth/login",
                    ["email": "ann@example.com", "password": "wrong password"]),
                try await counter.ask(
                    .post, "/auth/login",
                    ["email": "nobody@example.com", "password": .string(Office.password)]),
            ]
            #expect(replies[0].json == replies[1].json)
            #expect(replies.map(\.status) == [401, 401])
            let registered = [
                try await counter.ask(.post, "/auth/register", Self.credentials),
                try await counter.ask(
                    .post, "/auth/register",
                    ["email": "new@example.com", "password": .string(Office.password)]),
            ]
            #expect(registered[0].json == registered[1].json)
            #expect(registered.map(\.status) == [201, 201])
            for email in ["ann@example.com", "nobody@example.com"] as [JSONValue] {
                for path in ["/auth/reset-password", "/auth/verify-email/resend"] as [Target] {
                    let reply = try await counter.ask(.post, path, ["email": email])
                    #expect(reply.status == 202 && reply.json == ["status": "sent_if_known"])
                }
            }
        }
    }

    @Test func `a refusal has three keys, and is RFC 9457 for who accepts that`() async throws {
        try await Counter.with { counter in
            let plain = try await counter.ask(.get, "/auth/profile")
            #expect(
                Set(plain.json.object?.keys ?? [:].keys) == ["error", "message", "status_code"])
            #expect(plain.json["status_code"] == 401)
            #expect(plain.headers["WWW-Authenticate"] != nil)
            let problem = try await counter.send(
                Request(
                    .get, "/auth/profile", headers: ["Accept": "application/problem+json"]))
            #expect(problem.headers["Content-Type"] == "application/problem+json")
            #expect(problem.json["status"] == 401 && problem.json["title"] == "unauthorized")
        }
    }

    @Test func `limits are told while there is something left, and when there is nothing`()
        async throws
    {
        try await Counter.with { counter in
            for attempt in 1...10 {
                let reply = try await counter.ask(.post, "/auth/login", Self.credentials)
                #expect(reply.status == 401)
                #expect(reply.headers["RateLimit-Limit"] == "10")
                #expect(reply.headers["RateLimit-Remaining"] == "\(10 - attempt)")
            }
            let refused = try await counter.ask(.post, "/auth/login", Self.credentials)
            #expect(refused.status == 429 && refused.error == "too_many_requests")
            #expect(refused.headers["Retry-After"] == "90")
            #expect(refused.headers["RateLimit-Remaining"] == "0")
        }
    }

    @Test(
        arguments: [
            ("/auth/register", "role"), ("/auth/register", "is_disabled"), ("/auth/register", "id"),
            ("/auth/login", "person_id"), ("/auth/verify-email", "email"),
            ("/auth/reset-password/confirm", "email"), ("/auth/refresh", "session"),
            ("/devices/authorize", "book"), ("/invitations/accept", "role"),
        ] as [(Target, String)])
    func `a field that nobody asked for is refused`(path: Target, field: String) async throws {
        try await Counter.with { counter in
            let reply = try await counter.ask(.post, path, .object([field: "owner"]))
            #expect(reply.status == 422 && reply.error == "validation")
            #expect(reply.json["fields"]?[field] == "This is not a field of this request.")
            #expect(try await counter.office.number("SELECT count(*) FROM people") == 0)
        }
    }

    @Test func `what one is cannot be set by telling it`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .accountant)
            for field in ["id", "email", "role", "totp", "is_disabled", "password", "created_at"] {
                for path in ["/auth/profile", "/users/me"] as [Target] {
                    let reply = try await counter.ask(
                        .patch, path, .object([field: "owner"]), token: token)
                    #expect(reply.status == 422, "\(field)")
                }
            }
            #expect(try await counter.office.texts("SELECT role FROM members") == ["accountant"])
        }
    }

    @Test func `a body that is too long, too deep or no JSON object is refused`() async throws {
        try await Counter.with { counter in
            let deep = String(repeating: "[", count: 4_000) + String(repeating: "]", count: 4_000)
            for (body, type, status) in [
                (
                    "{\"email\":\"" + String(repeating: "a", count: 17_000) + "\"}",
                    "application/json", 413
                ),
                ("{\"email\":" + deep + "}", "application/json", 400),
                ("{\"email\":{\"a\":{\"b\":{}}}}", "application/json", 400),
                ("{\"email\":1,\"email\":2}", "application/json", 400),
                ("[]", "application/json", 400), ("{", "application/json", 400),
                ("\u{FEFF}{}", "application/json", 400), ("\0", "application/json", 400),
                ("email=ann", "application/x-www-form-urlencoded", 415), ("{}", "text/plain", 415),
                ("{\"email\":7,\"password\":[]}", "application/json; charset=utf-8", 422),
            ] {
                let reply = try await counter.send(
                    Request(
                        .post, "/auth/login", headers: ["Content-Type": type], body: .text(body)))
                #expect(reply.status == status, "\(body.prefix(40))")
            }
        }
    }

    @Test(arguments: ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer x", "bearer eyJ.x.y", "Token"])
    func `whoever shows no token of ours is told to show one`(header: String) async throws {
        try await Counter.with { counter in
            let reply = try await counter.send(
                Request(.get, "/books", headers: ["Authorization": header]))
            #expect(reply.status == 401)
        }
    }

    @Test func `the first owner registers with the server's link, and once`() async throws {
        try await Counter.with(isOpen: false) { counter in
            let closed = try await counter.ask(.post, "/auth/register", Self.credentials)
            #expect(closed.status == 403 && closed.error == "registration_closed")
            let link = try #require(
                try await counter.desk.reception.firstOwnerLink(at: Office.now))
            var body = try #require(Self.credentials.object)
            body["invitation"] = .string(String(link.drop { $0 != "=" }.dropFirst()))
            body["book"] = "Bakery"
            let owner = try await counter.ask(.post, "/auth/register", .object(body))
            #expect(owner.status == 201 && owner.json == ["status": "active"])
            let pair = try await counter.ask(.post, "/auth/login", Self.credentials)
            let token = try #require(pair.json["access_token"]?.string)
            let books = try await counter.ask(.get, "/books", token: token)
            #expect(books.json["data"]?.array?.first?["role"] == "owner")
            #expect(try await counter.ask(.post, "/auth/register", .object(body)).status == 400)
        }
    }
}
