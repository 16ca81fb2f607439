import AgentLink
import AgentStore
import Bytes
import HTTP
import Sync

/// Allowances and charges of drafts over the agent's socket.
struct ChargeRoutes: Sendable {
    private let routes: BillingRoutes

    init(billing routes: BillingRoutes) { self.routes = routes }

    func add(to router: inout Router) {
        let all = "/invoices/{invoice}/charges"
        router.on(.post, all, make)
        router.on(.patch, all + "/{charge}", edit)
        router.on(.delete, all + "/{charge}", delete)
    }

    private func make(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let key = try await routes.billing(request).addCharge(
            to: Self.draft(request), form, at: routes.now)
        return try await answer(key, .created)
    }

    private func edit(_ request: Request) async throws -> Response {
        let form = try await request.form()
        return try await answer(
            try await routes.billing(request).editCharge(
                Self.charge(request), of: Self.draft(request), by: form, at: routes.now))
    }

    private func delete(_ request: Request) async throws -> Response {
        try await answer(
            try await routes.billing(request).deleteCharge(
                Self.charge(request), of: Self.draft(request), at: routes.now))
    }

    private static func draft(_ request: Request) -> String { request.parameters["invoice"] ?? "" }

    private static func charge(_ request: Request) -> String { request.parameters["charge"] ?? "" }

    private func answer(_ key: RecordKey, _ status: Status = .ok) async throws -> Response {
        await routes.synchronizer.nudge()
        return .json(
            try await routes.billing.show(key.id.text, at: routes.now), status: status)
    }
}
