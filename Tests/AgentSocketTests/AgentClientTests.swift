import AgentSocket
import Glibc
import HTTP
import HTTPServer
import JSON
import TestPostgreSQL
import Testing

struct AgentClientTests {
    /// An agent of the test on a socket of its own.
    private func withAgent(
        allowed: Set<UInt32> = [geteuid()], _ routes: (inout Router) -> Void,
        _ body: (AgentClient, AgentPlace) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": directory])
            var router = Router()
            routes(&router)
            let server = HTTPServer(
                .init(listen: .unix(path: place.socket, allowedUsers: allowed)), router: router)
            try server.start()
            do {
                try await body(AgentClient(place: place), place)
                await server.stop()
            } catch {
                await server.stop()
                throw error
            }
        }
    }

    private func failure(_ body: () async throws -> JSONValue) async throws -> AgentFailure {
        do {
            Issue.record("it answered \(try await body().text())")
            return .broken
        } catch let failure as AgentFailure {
            return failure
        }
    }

    @Test(arguments: [(Verb.get, "GET"), (.post, "POST"), (.patch, "PATCH"), (.delete, "DELETE")])
    func `a question reaches the agent whole, and its answer comes back`(
        verb: Verb, name: String
    ) async throws {
        let echo: Handler = { request in
            let body = String(decoding: try await request.body.collected(), as: UTF8.self)
            let parts: [JSONValue] = [
                .string(request.method.name), .string(request.parameters["id"] ?? ""),
                .string(request.query["q"] ?? ""), .string(body),
            ]
            return .json(Array(JSONValue.array(parts).text().utf8))
        }
        try await withAgent({ router in
            for method in [Method.get, .post, .patch, .delete] {
                router.on(method, "/clients/{id}", echo)
            }
        }) { client, _ in
            let answer = try await client.ask(
                verb, ["clients", "a/b ?ü"], query: ["q": "x&y=z"],
                body: verb.takesBody ? ["name": "Łódź"] : nil)
            let body = verb.takesBody ? "{\"name\":\"Łódź\"}" : ""
            #expect(
                answer == [.string(name), "a/b ?ü", "x&y=z", .string(body)])
        }
    }

    @Test func `what the agent refused comes with status, kind, sentence and fields`() async throws
    {
        let refusal: Handler = { _ in
            throw Refusal(
                .unprocessable, "Some fields were not accepted.", kind: "validation",
                fields: ["b": "B.", "a": "A."])
        }
        try await withAgent({ $0.on(.get, "/x", refusal) }) { client, _ in
            guard
                case .refused(let refused) = try await failure({ try await client.ask(.get, ["x"]) }
                )
            else { return #expect(Bool(false), "it was refused") }
            #expect(refused.status == 422)
            #expect(refused.kind == "validation")
            #expect(refused.message == "Some fields were not accepted.")
            #expect(refused.fields.map(\.path) == ["a", "b"])
            #expect(refused.fields.map(\.expectation) == ["A.", "B."])
        }
    }

    @Test func `an answer that is no JSON is broken`() async throws {
        try await withAgent({ $0.on(.get, "/x") { _ in .text("hello") } }) { client, _ in
            guard case .broken = try await failure({ try await client.ask(.get, ["x"]) })
            else { return #expect(Bool(false), "it was broken") }
        }
    }

    @Test func `where no agent listens there is none running`() async throws {
        try await TemporaryDirectory.with { directory in
            let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": directory])
            guard
                case .notRunning = try await failure({
                    try await AgentClient(place: place).ask(.get, ["agent"])
                })
            else { return #expect(Bool(false), "nobody listened") }
        }
    }

    @Test func `the socket lets in its owner alone`() async throws {
        let stranger = geteuid() + 1
        try await withAgent(
            allowed: [stranger], { $0.on(.get, "/x") { _ in .json([]) } }
        ) { client, place in
            var facts = stat()
            #expect(stat(place.socket, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
            switch try await failure({ try await client.ask(.get, ["x"]) }) {
            case .interrupted, .refused, .notRunning: break
            case .broken, .foreignSocket: #expect(Bool(false), "a stranger was answered")
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a socket away"))
    func `a socket of another user is not spoken to`() async throws {
        try await withAgent({ $0.on(.get, "/x") { _ in .json(Array("1".utf8)) } }) {
            client, place in
            #expect(try await client.ask(.get, ["x"]) == 1)
            #expect(chown(place.socket, 65_534, 65_534) == 0)
            guard
                case .foreignSocket(let path) = try await failure({
                    try await client.ask(.get, ["x"])
                })
            else { return #expect(Bool(false), "it was spoken to") }
            #expect(path == place.socket)
        }
    }
}

extension Verb {
    fileprivate var takesBody: Bool {
        switch self {
        case .post, .patch: true
        case .get, .delete: false
        }
    }
}
