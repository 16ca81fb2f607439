import AgentSocket
import AgentStore
import Bytes
import HTTP
import JSON
import Synchronization
import Testing

struct SyncRouteTests {
    @Test func `a laptop on its own says so, and how much is unsent`() async throws {
        try await RunningAgent.with { agent in
            _ = try await agent.add("Ada")
            let status = try await agent.client.ask(.get, ["sync"])
            #expect(status["state"] == "alone")
            #expect(status["unsent"] == 1)
            #expect(status["position"] == 0)
            #expect(status["device"] == .string(agent.store.device.text))
            #expect(status["server"] == nil && status["book"] == nil && status["why"] == nil)
        }
    }

    @Test func `a laptop on its own has nobody to exchange with`() async throws {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(.post, ["sync"])
            #expect(refused.status == 403)
            #expect(refused.message.contains("counterfoil login"))
        }
    }

    @Test func `an enrolment needs a server, a code and a name, and says which is missing`()
        async throws
    {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(
                .post, ["enrolment"], body: ["server": "http://a", "code": "", "name": 7])
            #expect(refused.status == 422)
            #expect(refused.fields.map(\.path) == ["code", "name"])
        }
    }

    @Test(arguments: ["books.example.com", "ftp://a", "http://", "http://a b", "http://a:0"])
    func `an address that is none is 422`(server: String) async throws {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(
                .post, ["enrolment"],
                body: ["server": .string(server), "code": "X", "name": "Ann"])
            #expect(refused.status == 422)
            #expect(refused.message.contains("https://"))
        }
    }

    @Test func `a server that is away is 502, and nothing is enrolled`() async throws {
        try await RunningAgent.with { agent in
            let refused = try await agent.refusal(
                .post, ["enrolment"],
                body: ["server": "http://127.0.0.1:1", "code": "X", "name": "Ann"])
            #expect(refused.status == 502)
            #expect(refused.kind == "network_needed")
            #expect(try await agent.store.enrolment() == nil)
        }
    }

    @Test func `the agent says who it is and stops when it is told to`() async throws {
        let stops = Counter()
        try await RunningAgent.with(stop: { stops.count.add(1, ordering: .relaxed) }) { agent in
            let description: JSONValue = ["version": "1.2.3", "process": 42]
            let told = try await agent.client.ask(.get, ["agent"])
            #expect(told == description)
            #expect(stops.count.load(ordering: .relaxed) == 0)
            let stopped = try await agent.client.ask(.post, ["agent", "stop"])
            #expect(stopped == description)
            #expect(stops.count.load(ordering: .relaxed) == 1)
        }
    }

    private final class Counter: Sendable {
        let count = Atomic(0)
    }
}
