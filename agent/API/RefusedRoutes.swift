import AgentLink
import AgentStore
import HTTP
import JSON
import Sync

/// What the server refused, over the agent's socket: list, show, send again, give up.
struct RefusedRoutes: Sendable {
    let store: AgentStore
    let synchronizer: Synchronizer
    private let wall = WallClock()

    init(store: AgentStore, synchronizer: Synchronizer) {
        self.store = store
        self.synchronizer = synchronizer
    }

    func add(to router: inout Router) {
        let path = "/sync/refused"
        router.on(.get, path, list)
        router.on(.get, path + "/{replica}/{counter}", show)
        router.on(.post, path + "/{replica}/{counter}", resend)
        router.on(.delete, path + "/{replica}/{counter}", discard)
    }

    private func list(_ request: Request) async throws -> Response {
        .json(["refused": .array(try await store.refused().map(\.json))])
    }

    private func show(_ request: Request) async throws -> Response {
        .json(try await store.refused(name(request)).json)
    }

    private func resend(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let change = try await store.resend(
            name(request), changing: form, at: wall.milliseconds)
        await synchronizer.nudge()
        return .json(["change": .string(change.dot.name)])
    }

    private func discard(_ request: Request) async throws -> Response {
        try await store.discard(name(request), at: wall.milliseconds)
        return .json(["change": .string(name(request)), "state": "discarded"])
    }

    private func name(_ request: Request) -> String {
        (request.parameters["replica"] ?? "") + "/" + (request.parameters["counter"] ?? "")
    }
}
