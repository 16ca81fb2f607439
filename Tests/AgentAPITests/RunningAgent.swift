import AgentAPI
import AgentLink
import AgentSocket
import AgentStore
import Crypto
import Glibc
import HTTP
import HTTPServer
import JSON
import TestPostgreSQL
import Testing

/// The agent's routes on a socket of their own, over a book of their own.
struct RunningAgent {
    let client: AgentClient
    let store: AgentStore

    /// Lends an agent to the body and stops it afterwards.
    static func with(
        stop: @escaping @Sendable () -> Void = {}, _ body: (RunningAgent) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let place = try AgentPlace(environment: ["COUNTERFOIL_HOME": directory])
            let store = try await AgentStore.open(at: place.book, marks: place.markFile)
            let synchronizer = Synchronizer(store: store, key: try SigningKey())
            let server = HTTPServer(
                .init(listen: .unix(path: place.socket, allowedUsers: [geteuid()])),
                router: router(store, synchronizer, place, stop))
            try server.start()
            let agent = RunningAgent(client: AgentClient(place: place), store: store)
            do {
                try await body(agent)
                await agent.end(server, synchronizer)
            } catch {
                await agent.end(server, synchronizer)
                throw error
            }
        }
    }

    private func end(_ server: HTTPServer, _ synchronizer: Synchronizer) async {
        await synchronizer.stop()
        await server.stop()
        await store.close()
    }

    private static func router(
        _ store: AgentStore, _ synchronizer: Synchronizer, _ place: AgentPlace,
        _ stop: @escaping @Sendable () -> Void
    ) -> Router {
        var router = Router()
        router.wrap(in: refusing)
        AgentRoutes(version: "1.2.3", processID: 42, stop: stop).add(to: &router)
        ExportRoutes(store: store).add(to: &router)
        SyncRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        let billing = Billing(store)
        BillingRoutes(billing, synchronizer: synchronizer).add(to: &router)
        for collection in RecordRoutes.collections {
            RecordRoutes(collection, store: store, synchronizer: synchronizer).add(to: &router)
        }
        return router
    }

    /// Adds a client and tells its id.
    func add(_ name: String) async throws -> String {
        let answer = try await client.ask(.post, ["clients"], body: ["name": .string(name)])
        return try #require(answer["id"]?.string)
    }

    /// What the agent says when it says no.
    func refusal(
        _ verb: Verb, _ path: [String], query: Query = [:], body: JSONValue? = nil,
        ifVersion version: String? = nil
    ) async throws -> Refused {
        do {
            _ = try await client.ask(
                verb, path, query: query, body: body, ifVersion: version)
        } catch AgentFailure.refused(let refused) {
            return refused
        }
        throw Answered()
    }

    /// The agent did what it should have refused.
    struct Answered: Error {}
}
