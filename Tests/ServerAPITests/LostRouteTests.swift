import Bytes
import HTTP
import Identity
import JSON
import PostgreSQL
import Sync
import TestOffice
import Testing

struct LostRouteTests {
    @Test func `an owner sees what nobody could give back`() async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: .owner)
            let target = Target(["books", book.text, "lost"])
            let none = try await counter.ask(.get, target, token: token)
            #expect(none.json == ["entries": [], "changes": []])
            try await counter.office.pool.withConnection { connection in
                try connection.execute("INSERT INTO lost_entries VALUES (\(book), 1000, 4, 6)")
            }
            let lost = try await counter.ask(.get, target, token: token)
            #expect(
                lost.json["entries"] == [
                    ["from": 4, "through": 6, "recovering_since": "1970-01-01T00:00:01Z"]
                ])
        }
    }

    @Test(arguments: [Role.member, .accountant])
    func `who does not manage the book is not told what is lost`(role: Role) async throws {
        try await Counter.with { counter in
            let book = try await counter.office.book()
            let token = try await counter.token(of: "ann", in: book, as: role)
            let target = Target(["books", book.text, "lost"])
            #expect(try await counter.ask(.get, target, token: token).status == 403)
        }
    }
}
