import Bytes
import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing

struct BookRouteTests {
    private static let nobody = "0193f0aa-0000-7000-8000-000000000000"

    private static func routes(_ book: String) -> [(Method, Target, JSONValue?)] {
        let base = ["books", book]
        return [
            (.get, Target(base), nil), (.patch, Target(base), ["name": "Mine"]),
            (.get, Target(base + ["members"]), nil),
            (.patch, Target(base + ["members", nobody]), ["role": "owner"]),
            (.delete, Target(base + ["members", nobody]), nil),
            (.get, Target(base + ["invitations"]), nil),
            (.post, Target(base + ["invitations"]), ["email": "eve@example.com"]),
            (.delete, Target(base + ["invitations", nobody]), nil),
        ]
    }

    private static let others: [(Method, Target, JSONValue?)] = [
        (.get, "/books", nil), (.post, "/books", ["name": "X"]), (.get, "/users", nil),
        (.post, "/users", ["email": "eve@example.com"]), (.get, "/api-keys", nil),
        (.post, "/api-keys", ["name": "X"]), (.get, "/devices", nil),
        (.get, Target(["users", nobody]), nil), (.delete, Target(["users", nobody]), nil),
        (.delete, Target(["devices", nobody]), nil),
        (.delete, Target(["api-keys", nobody]), nil), (.get, "/auth/profile", nil),
        (.post, "/auth/logout", nil), (.post, "/auth/totp", nil),
    ]

    @Test func `another's book is 404 on every route, like one that never was`() async throws {
        try await Counter.with { counter in
            let (mine, other) = (
                try await counter.office.book(), try await counter.office.book("Other")
            )
            let token = try await counter.token(of: "ann", in: mine, as: .owner)
            for book in [other.text, Self.nobody, "nonsense"] {
                for (method, target, body) in Self.routes(book) {
                    let reply = try await counter.ask(method, target, body, token: token)
                    #expect(reply.status == 404 && reply.error == "not_found", "\(target.encoded)")
                }
                let named = try await counter.send(
                    Request(
                        .get, "/users",
                        headers: ["Authorization": "Bearer \(token)", "X-Book": book]))
                #expect(named.status == 404)
            }
        }
    }

    @Test func `without a token every route is 401`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            for (method, target, body) in Self.routes(book.text) + Self.others {
                let reply = try await counter.ask(method, target, body)
                #expect(reply.status == 401, "\(method.name) \(target.encoded)")
            }
        }
    }

    @Test(arguments: [Role.member, .accountant])
    func `who does not manage the book only looks`(role: Role) async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: role)
            for (method, target, body) in Self.routes(book.text) {
                let reply = try await counter.ask(method, target, body, token: token)
                let isLooking = method == .get && target.segments.last != "invitations"
                #expect(reply.status == (isLooking ? 200 : 403), "\(target.encoded)")
            }
            for (method, target, body) in [
                (.post, "/users", ["email": "eve@example.com"]), (.get, "/api-keys", nil),
                (.post, "/api-keys", ["name": "X"]),
            ] as [(Method, Target, JSONValue?)] {
                let reply = try await counter.ask(method, target, body, token: token)
                #expect(reply.status == 403)
            }
        }
    }

    @Test func `a book is made, renamed unless it changed, and listed`() async throws {
        try await Counter.with { counter in
            _ = try await counter.desk.person("ann")
            let token = try await counter.desk.signIn("ann").access
            let made = try await counter.ask(
                .post, "/books", ["name": "Bakery"], token: token)
            #expect(made.status == 201 && made.json["role"] == "owner")
            let path = try Target(parsing: try #require(made.headers["Location"]))
            let seen = try await counter.ask(.get, path, token: token)
            let tag = try #require(seen.headers["ETag"])
            let rename = { (match: String) in
                Request(
                    .patch, path,
                    headers: [
                        "Authorization": "Bearer \(token)", "If-Match": match,
                        "Content-Type": "application/json",
                    ], body: .text("{\"name\":\"Baker & Sons\"}"))
            }
            #expect(try await counter.send(rename(tag)).status == 200)
            #expect(try await counter.send(rename(tag)).status == 412)
            let list = try await counter.ask(.get, "/books", token: token)
            #expect(list.json["data"]?.array?.first?["name"] == "Baker & Sons")
            #expect(list.json["has_more"] == false)
        }
    }

    @Test func `lists come in pages, and a page that makes no sense is refused`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "p0", in: book, as: .owner)
            for number in 1..<5 {
                _ = try await counter.desk.member("p\(number)", of: book, as: .member)
            }
            var (names, last) = ([String](), String?.none)
            repeat {
                let after = last.map { "&starting_after=\($0)" } ?? ""
                let page = try await counter.ask(
                    .get, try Target(parsing: "/users?limit=2\(after)"), token: token)
                let data = try #require(page.json["data"]?.array)
                names += data.compactMap { $0["name"]?.string }
                last = page.json["has_more"] == true ? data.last?["id"]?.string : nil
            } while last != nil
            #expect(Set(names) == ["p0", "p1", "p2", "p3", "p4"] && names.count == 5)
            for query in ["limit=0", "limit=101", "limit=x", "starting_after=x"] {
                let reply = try await counter.ask(
                    .get, try Target(parsing: "/users?\(query)"), token: token)
                #expect(reply.status == 422)
            }
        }
    }

    @Test func `a user is invited, accepts, is given a role, and is taken out`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let made = try await counter.ask(
                .post, "/users", ["email": "bob@example.com", "role": "member"], token: token)
            #expect(made.status == 201 && made.json["status"] == "invited")
            let link = try #require(counter.desk.postbox.token(of: .invitation))
            let accepted = try await counter.ask(
                .post, "/invitations/accept",
                [
                    "token": .string(link), "name": "Bob", "password": .string(Office.password),
                ])
            #expect(accepted.json["user_id"] == made.json["id"])
            let id = try #require(made.json["id"]?.string)
            let bob = try await counter.desk.signIn("bob").access
            let path = Target(["users", id])
            #expect(
                try await counter.ask(.patch, path, ["role": "accountant"], token: token)
                    .json["role"] == "accountant")
            #expect(try await counter.ask(.get, path, token: bob).json["name"] == "Bob")
            #expect(try await counter.ask(.delete, path, token: token).status == 204)
            #expect(try await counter.ask(.get, path, token: token).status == 404)
            #expect(try await counter.ask(.get, "/users", token: bob).status == 404)
        }
    }

    @Test func `an API key is shown once, asks for its book, and is refused when revoked`()
        async throws
    {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .admin)
            let made = try await counter.ask(
                .post, "/api-keys", ["name": "Shop", "role": "member"], token: token)
            let key = try #require(made.json["key"]?.string)
            let listed = try await counter.ask(.get, "/api-keys", token: token)
            #expect(!listed.json.text().contains(key))
            let books = try await counter.ask(.get, "/books", token: key)
            #expect(books.json["data"]?.array?.count == 1)
            #expect(try await counter.ask(.post, "/auth/logout", token: key).status == 403)
            #expect(try await counter.ask(.post, "/books", ["name": "X"], token: key).status == 403)
            let id = try #require(made.json["id"]?.string)
            let revoked = try await counter.ask(
                .delete, Target(["api-keys", id]), token: token)
            #expect(revoked.status == 204)
            #expect(try await counter.ask(.get, "/books", token: key).status == 401)
        }
    }
}
