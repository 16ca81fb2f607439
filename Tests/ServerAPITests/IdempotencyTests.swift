import Bytes
import Crypto
import HTTP
import Identity
import JSON
import PostgreSQL
import ServerAPI
import ServerStore
import Sync
import Synchronization
import TestOffice
import Testing

/// Requests that are sent again with the same Idempotency-Key.
struct IdempotencyTests {
    static func makeBook(
        _ counter: Counter, _ name: String, key: String, token: String?
    ) async throws -> Reply {
        var headers: Headers = ["Content-Type": "application/json", "Idempotency-Key": key]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let body: JSONValue = ["name": .string(name)]
        return try await counter.send(
            Request(.post, "/books", headers: headers, body: .text(body.text())))
    }

    static func books(_ counter: Counter, _ name: String = "Twice") async throws -> Int64 {
        try await counter.office.number("SELECT count(*) FROM books WHERE name = \(name)")
    }

    static func with(_ body: (Counter, String) async throws -> Void) async throws {
        try await Counter.with { counter in
            _ = try await counter.desk.person("ann")
            try await body(counter, try await counter.desk.signIn("ann").access)
        }
    }

    @Test func `the same request again gets the first answer, and is done once`() async throws {
        try await Self.with { (counter, token) async throws in
            let first = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(first.status == 201 && first.headers["Idempotency-Replayed"] == nil)
            // The caller is known, whichever token shows it.
            let later = try await counter.desk.signIn("ann").access
            let again = try await Self.makeBook(counter, "Twice", key: "k-1", token: later)
            #expect(again.status == 201 && again.json == first.json)
            #expect(again.headers["Location"] == first.headers["Location"])
            #expect(again.headers["Idempotency-Replayed"] == "true")
            #expect(try await Self.books(counter) == 1)
        }
    }

    @Test func `another request with the same key is refused`() async throws {
        try await Self.with { (counter, token) async throws in
            _ = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            let other = try await Self.makeBook(counter, "Other", key: "k-1", token: token)
            #expect(other.status == 422 && other.error == "key_reused")
            #expect(try await Self.books(counter, "Other") == 0)
        }
    }

    @Test func `two people may choose the same key`() async throws {
        try await Self.with { (counter, token) async throws in
            _ = try await counter.desk.person("bob")
            let bob = try await counter.desk.signIn("bob").access
            let hers = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            let his = try await Self.makeBook(counter, "Twice", key: "k-1", token: bob)
            #expect(his.status == 201 && his.json != hers.json)
            #expect(try await Self.books(counter) == 2)
        }
    }

    @Test func `a refusal does nothing, and leaves the key free`() async throws {
        try await Self.with { (counter, token) async throws in
            let wrong = try await Self.makeBook(counter, "", key: "k-1", token: token)
            #expect(wrong.status == 422 && wrong.error == "validation")
            let right = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(right.status == 201)
            let stranger = try await Self.makeBook(counter, "Twice", key: "k-1", token: "eyX")
            #expect(stranger.status == 401)
            #expect(
                try await counter.office.number("SELECT count(*) FROM kept_answers") == 1)
        }
    }

    @Test func `a refusal that had to write something leaves the key free too`() async throws {
        try await Counter.with { counter in
            _ = try await counter.desk.person("ann")
            let first = try await counter.desk.signIn("ann").refresh
            let second = try await counter.desk.reception.refresh(first, at: Office.now)
            _ = try await counter.desk.reception.refresh(second.refresh, at: Office.now)
            let body: JSONValue = ["refresh_token": .string(first)]
            for _ in 0..<2 {
                let reply = try await counter.send(
                    Request(
                        .post, "/auth/refresh",
                        headers: ["Content-Type": "application/json", "Idempotency-Key": "k-1"],
                        body: .text(body.text())))
                #expect(reply.status == 401)
            }
            #expect(try await counter.office.number("SELECT count(*) FROM kept_answers") == 0)
        }
    }

    @Test func `a key on a path where nothing is writes nothing`() async throws {
        try await Counter.with { counter in
            // Whoever writes fails.
            try await counter.office.pool.withConnection { connection in
                _ = try connection.execute("DROP TABLE kept_answers")
            }
            let reply = try await counter.send(
                Request(.post, "/nowhere", headers: ["Idempotency-Key": "k-1"]))
            #expect(reply.status == 404)
        }
    }

    @Test func `many at once are one, and the others are told to wait`() async throws {
        try await Self.with { (counter, token) async throws in
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 1...12 {
                    group.addTask {
                        try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try await Self.books(counter) == 1)
            for reply in replies where reply.status != 201 {
                #expect(reply.status == 409 && reply.error == "in_flight")
                #expect(reply.headers["Retry-After"] == "1")
            }
            #expect(replies.contains { $0.status == 201 })
        }
    }

    /// What is left when a server is lost at some point of a request.
    private static func leave(
        isDone: Bool, secondsAgo: Int, after counter: Counter, _ token: String
    ) async throws {
        _ = try await makeBook(counter, "Twice", key: "k-1", token: token)
        let time = Timestamp(
            microseconds: Office.now.microseconds + Int64(60 - secondsAgo) * 1_000_000)
        try await counter.office.pool.withConnection { connection in
            _ = try connection.execute(
                """
                UPDATE kept_answers
                SET is_done = \(isDone), answer_sealed = NULL, busy_until = \(time)
                """)
            if !isDone { _ = try connection.execute("DELETE FROM books WHERE name = 'Twice'") }
        }
    }

    @Test func `in the moment between what was done and its answer one waits`() async throws {
        try await Self.with { (counter, token) async throws in
            try await Self.leave(isDone: true, secondsAgo: 1, after: counter, token)
            let again = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(again.status == 409 && again.error == "in_flight")
        }
    }

    @Test func `what was done is not done again when its answer was lost with a server`()
        async throws
    {
        try await Self.with { (counter, token) async throws in
            try await Self.leave(isDone: true, secondsAgo: 3_600, after: counter, token)
            let again = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(again.status == 409 && again.error == "answer_lost")
            #expect(try await Self.books(counter) == 1)
        }
    }

    @Test func `what was not done when a server was lost is done by the next`() async throws {
        try await Self.with { (counter, token) async throws in
            try await Self.leave(isDone: false, secondsAgo: 30, after: counter, token)
            let early = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(early.status == 409 && early.error == "in_flight")
            try await counter.office.pool.withConnection { connection in
                _ = try connection.execute(
                    "UPDATE kept_answers SET busy_until = expires_at - interval '3 days'")
            }
            let late = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            #expect(late.status == 201)
            #expect(try await Self.books(counter) == 1)
        }
    }

    @Test func `one who was overtaken while frozen undoes what it did`() async throws {
        try await Self.with { (counter, token) async throws in
            let office = counter.office
            let answers = KeptAnswers(pool: office.pool, sealedBy: counter.desk.keeper)
            let gate = Gate(
                reception: counter.desk.reception,
                unixMicroseconds: { Office.now.microseconds })
            let frozen = IdempotencyGuard(gate: gate, answers: answers) { _ in }.middleware {
                request in
                // Meanwhile another server took it over.
                _ = try await office.pool.withConnection { connection in
                    try connection.execute("UPDATE kept_answers SET fence = fence + 1")
                }
                try await office.pool.transaction { connection in
                    _ = try connection.execute("UPDATE people SET name = 'frozen'")
                }
                return Response(.noContent)
            }
            var known = Request(
                .post, "/books",
                headers: ["Idempotency-Key": "k-2", "Authorization": "Bearer \(token)"])
            known.route = "/books"
            let request = known
            let refusal = await #expect(throws: Refusal.self) { try await frozen(request) }
            #expect(refusal?.status == .conflict)
            let frozenNames = try await office.number(
                "SELECT count(*) FROM people WHERE name = 'frozen'")
            #expect(frozenNames == 0)
        }
    }

    @Test func `an answer lies sealed, and is forgotten after two days`() async throws {
        try await Self.with { (counter, token) async throws in
            let signIn: JSONValue = [
                "email": "ann@example.com", "password": .string(Office.password),
            ]
            let request = Request(
                .post, "/auth/login",
                headers: ["Content-Type": "application/json", "Idempotency-Key": "k-1"],
                body: .text(signIn.text()))
            let first = try await counter.send(request)
            let again = try await counter.send(request)
            #expect(first.status == 200 && again.json == first.json)
            let secret = try #require(first.json["refresh_token"]?.string)
            let found = try await counter.office.number(
                """
                SELECT count(*) FROM kept_answers
                WHERE position(convert_to(\(secret), 'UTF8') IN answer_sealed) > 0
                """)
            #expect(found == 0)
            // Somebody else's address does not get it, even with the same words.
            var elsewhere = request
            elsewhere.peer = .address("198.51.100.7")
            #expect(try await counter.send(elsewhere).json != first.json)
            try await counter.office.pool.withConnection { connection in
                _ = try connection.execute(
                    "UPDATE kept_answers SET expires_at = expires_at - interval '3 days'")
            }
            #expect(try await counter.send(request).json != first.json)
        }
    }

    @Test func `what is kept is sealed again with another key, and still answered`() async throws {
        try await Self.with { (counter, token) async throws in
            let first = try await Self.makeBook(counter, "Twice", key: "k-1", token: token)
            let both = [
                "test:" + String(repeating: "5a", count: 32),
                "next:" + String(repeating: "b7", count: 32),
            ]
            let next = try SecretKeeper { try Keyring(parsing: both.joined(separator: ",")) }
            let rotation = SecretRotation(
                pool: counter.office.pool, keeper: next, columns: [.answer])
            #expect(try await rotation.run().count == 1)
            #expect(try await rotation.remaining() == 0)
            let alone = try SecretKeeper { try Keyring(parsing: both[1]) }
            let gate = Gate(
                reception: counter.desk.reception,
                unixMicroseconds: { Office.now.microseconds })
            let again = IdempotencyGuard(
                gate: gate, answers: KeptAnswers(pool: counter.office.pool, sealedBy: alone)
            ) { _ in }.middleware { _ in throw Refusal(.internalServerError, "It was done again.") }
            let body: JSONValue = ["name": "Twice"]
            var request = Request(
                .post, "/books",
                headers: ["Idempotency-Key": "k-1", "Authorization": "Bearer \(token)"],
                body: .text(body.text()))
            request.route = "/books"
            let reply = try await Reply(try await again(request))
            #expect(reply.json == first.json)
        }
    }

    @Test func `a request that reads takes no note of a key`() async throws {
        try await Self.with { (counter, token) async throws in
            let request = Request(
                .get, "/books",
                headers: ["Idempotency-Key": "k-1", "Authorization": "Bearer \(token)"])
            #expect(try await counter.send(request).status == 200)
            #expect(try await counter.office.number("SELECT count(*) FROM kept_answers") == 0)
        }
    }
}
