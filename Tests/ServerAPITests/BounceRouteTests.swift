import Crypto
import HTTP
import Identity
import JSON
import Mail
import Mailing
import PostgreSQL
import ServerAPI
import Sync
import TestOffice
import Testing

/// What a mail provider posts.
struct BounceRouteTests {
    private static let secret = "a secret of the provider"

    /// The route, and a mail that was sent over it.
    private struct Provider: Sendable {
        let office: Office
        let router: Router
        let reference: MailReference

        func post(
            _ body: JSONValue, showing secret: String? = BounceRouteTests.secret
        ) async throws
            -> Reply
        {
            try await post(Array(body.text().utf8), showing: secret)
        }

        func post(
            _ bytes: [UInt8], showing secret: String? = BounceRouteTests.secret
        ) async throws -> Reply {
            var headers: Headers = ["Content-Type": "application/json"]
            if let secret { headers["Authorization"] = "Bearer \(secret)" }
            var request = Request(
                .post, "/mail/bounces", headers: headers, body: .bytes(bytes))
            request.peer = .address("192.0.2.1")
            do {
                return try await Reply(try await router.answer(request))
            } catch let refusal as Refusal {
                return try await Reply(refusal.response())
            }
        }

        func report(_ type: String = "permanent") throws -> JSONValue {
            [
                "message_id": .string(try reference.messageID(at: "example.com").text),
                "type": .string(type), "recipient": "ada@example.com", "status": "5.1.1",
                "reason": "no such user", "provider": ["name": "any"],
            ]
        }

        func state() async throws -> [String?] {
            try await office.texts("SELECT state || ' ' || words FROM mails")
        }
    }

    private static func with(_ body: (Provider) async throws -> Void) async throws {
        try await Office.with { office in
            let desk = try await office.desk()
            let recipient = try MailAddress("ada@example.com")
            let key = MailKey(
                book: nil, kind: "reset", subject: "s", occurrence: "", recipient: recipient)
            let queued = try await office.pool.transaction { connection in
                try connection.enqueue(
                    key, from: recipient, sealedBy: desk.keeper, at: Office.now
                ) { id in
                    try Message(
                        id: id, unixSeconds: 0, from: Mailbox(recipient), to: [Mailbox(recipient)],
                        subject: HeaderText("s"), text: "t")
                }
            }
            guard case .queued(let mail) = queued else { return }
            _ = try await office.texts(
                "UPDATE mails SET state = 'sent', words = 'ok' RETURNING state")
            var router = Router()
            router.wrap(in: IdentityGuard.middleware)
            BounceRoutes(
                gate: Gate(
                    reception: desk.reception, unixMicroseconds: { Office.now.microseconds }),
                reader: BounceReader(pool: office.pool),
                secret: try #require(BounceRoutes.Secret(secret))
            ).add(to: &router)
            try await body(
                Provider(
                    office: office, router: router,
                    reference: MailReference(book: nil, mail: mail)))
        }
    }

    @Test func `a mail that a provider reports is bounced, with its words`() async throws {
        try await Self.with { provider in
            let delayed = try await provider.post(try provider.report("transient"))
            #expect(delayed.status == 200 && delayed.json["taken"] == 0)
            let strangers: JSONValue = ["message_id": "x@y", "type": "permanent"]
            let reply = try await provider.post([strangers, try provider.report()])
            #expect(reply.status == 200 && reply.json["taken"] == 1)
            #expect(try await provider.state() == ["bounced 5.1.1 no such user"])
            // Providers say things more than once.
            #expect(try await provider.post(try provider.report()).json["taken"] == 0)
        }
    }

    @Test func `control characters of a provider are no reason to fail`() async throws {
        try await Self.with { provider in
            var report = try #require(try provider.report().object)
            report["reason"] = "no\0such user"
            report["status"] = "5.1.1\0"
            let reply = try await provider.post(.object(report))
            #expect(reply.status == 200 && reply.json["taken"] == 1)
            report["recipient"] = "ada@example.com\0"
            #expect(try await provider.post(.object(report)).json["taken"] == 0)
        }
    }

    @Test(arguments: [nil, "", "a secret of the provideR", "a secret of the provider "])
    func `who does not show the secret changes nothing`(shown: String?) async throws {
        try await Self.with { provider in
            let reply = try await provider.post(try provider.report(), showing: shown)
            #expect(reply.status == 401 && reply.error == "unauthorized")
            #expect(try await provider.state() == ["sent ok"])
        }
    }

    @Test func `guessing the secret ends`() async throws {
        try await Self.with { provider in
            for _ in 1...30 {
                #expect(try await provider.post([:], showing: "wrong").status == 401)
            }
            let reply = try await provider.post([:], showing: "wrong")
            #expect(reply.status == 429 && reply.headers["Retry-After"] != nil)
            // Whoever knows it is not shut out by who guesses.
            #expect(try await provider.post(try provider.report()).status == 200)
        }
    }

    @Test func `what is no report is refused, however long or deep`() async throws {
        try await Self.with { provider in
            for body in [["message_id": "x"], "x", [1], [[]]] as [JSONValue] {
                #expect(try await provider.post(body).status == 422)
            }
            let many = JSONValue.array(Array(repeating: try provider.report(), count: 501))
            #expect(try await provider.post(many).status == 422)
            let deep = Array(String(repeating: "[", count: 100_000).utf8)
            #expect(try await provider.post(deep).status == 400)
            let long = [UInt8](repeating: 0x20, count: (256 << 10) + 1)
            #expect(try await provider.post(long).status == 413)
            #expect(try await provider.state() == ["sent ok"])
        }
    }

    @Test func `a secret that is soon guessed is none`() {
        #expect(BounceRoutes.Secret("fifteen letters") == nil)
    }
}
