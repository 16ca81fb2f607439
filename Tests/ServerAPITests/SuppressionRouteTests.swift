import Bytes
import HTTP
import Identity
import JSON
import Mailing
import Sync
import TestOffice
import Testing

struct SuppressionRouteTests {
    @Test func `an owner sees who gets no reminders, adds one and takes one back`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let body: JSONValue = ["address": "Ada@Example.com"]
            let made = try await counter.ask(.post, "/suppressions", body, token: token)
            #expect(made.status == 201)
            #expect(made.json["address"]?.string == "ada@example.com")
            #expect(made.json["origin"]?.string == "book")
            #expect(made.json["topic"]?.string == "reminders")
            let again = try await counter.ask(.post, "/suppressions", body, token: token)
            #expect(again.json["id"] == made.json["id"])
            let list = try await counter.ask(.get, "/suppressions", token: token)
            #expect(list.json["data"]?.array?.count == 1)
            let id = try #require(made.json["id"]?.string)
            let target = Target(["suppressions", id])
            #expect(try await counter.ask(.delete, target, token: token).status == 204)
            #expect(try await counter.ask(.delete, target, token: token).status == 404)
            let empty = try await counter.ask(.get, "/suppressions", token: token)
            #expect(empty.json["data"]?.array?.isEmpty == true)
        }
    }

    @Test(arguments: [Role.member, .accountant])
    func `who does not manage the book may not look`(role: Role) async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: role)
            #expect(try await counter.ask(.get, "/suppressions", token: token).status == 403)
        }
    }

    @Test func `another book's suppression is 404, and what is no address 422`() async throws {
        try await Counter.with { counter in
            let (mine, other) = (
                try await counter.office.book(), try await counter.office.book("Other")
            )
            let ann = try await counter.token(of: "ann", in: mine, as: .owner)
            let bob = try await counter.token(of: "bob", in: other, as: .owner)
            let made = try await counter.ask(
                .post, "/suppressions", ["address": "ada@example.com"], token: ann)
            let id = try #require(made.json["id"]?.string)
            for name in [id, "nonsense"] {
                let reply = try await counter.ask(
                    .delete, Target(["suppressions", name]), token: bob)
                #expect(reply.status == 404)
            }
            for wrong: JSONValue in [["address": "ada"], [:], ["address": "a\r\nb@example.com"]] {
                let reply = try await counter.ask(.post, "/suppressions", wrong, token: ann)
                #expect(reply.status == 422)
            }
            #expect(try await counter.ask(.get, "/suppressions").status == 401)
        }
    }
}
