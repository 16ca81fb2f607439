import HTTP
import JSON
import PostgreSQL
import TestOffice
import Testing

/// Keys that are none, and answers that cannot be kept.
struct IdempotencyTroubleTests {
    @Test func `an answer that cannot be kept is given, and that is told`() async throws {
        try await IdempotencyTests.with { (counter, token) async throws in
            try await counter.office.pool.withConnection { connection in
                try connection.run(
                    "ALTER TABLE kept_answers ADD CHECK (answer_sealed IS NULL)")
            }
            let reply = try await IdempotencyTests.makeBook(
                counter, "Twice", key: "k-1", token: token)
            #expect(reply.status == 201)
            #expect(counter.unkept.count == 1)
            let again = try await IdempotencyTests.makeBook(
                counter, "Twice", key: "k-1", token: token)
            #expect(again.status == 409)
            #expect(try await IdempotencyTests.books(counter) == 1)
        }
    }

    @Test(arguments: ["/api-keys", "/suppressions"])
    func `what a single statement makes is known to be done, whatever becomes of the answer`(
        path: String
    ) async throws {
        try await IdempotencyTests.with { (counter, token) async throws in
            let body: JSONValue =
                path == "/api-keys" ? ["name": "Till"] : ["address": "eve@example.com"]
            _ = try await IdempotencyTests.makeBook(counter, "One", key: "b", token: token)
            try await counter.office.pool.withConnection { connection in
                try connection.run(
                    """
                    DELETE FROM kept_answers;
                    ALTER TABLE kept_answers ADD CHECK (answer_sealed IS NULL)
                    """)
            }
            let reply = try await counter.send(
                Request(
                    .post, Target(path.split(separator: "/").map(String.init)),
                    headers: [
                        "Content-Type": "application/json", "Idempotency-Key": "k",
                        "Authorization": "Bearer \(token)",
                    ], body: .text(body.text())))
            #expect(reply.status == 201)
            #expect(
                try await counter.office.number("SELECT count(*) FROM kept_answers WHERE is_done")
                    == 1)
        }
    }

    @Test(arguments: ["", " ", "a b", "é", String(repeating: "k", count: 201)])
    func `a key that is none is refused`(key: String) async throws {
        try await IdempotencyTests.with { (counter, token) async throws in
            let reply = try await IdempotencyTests.makeBook(
                counter, "Twice", key: key, token: token)
            #expect(reply.status == 400)
        }
    }
}
