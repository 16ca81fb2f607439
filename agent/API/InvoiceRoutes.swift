import AgentLink
import AgentStore
import Bytes
import HTTP
import JSON
import Sync

/// Drafts and documents over the agent's socket: written, issued, voided, credited.
struct InvoiceRoutes: Sendable {
    private let routes: BillingRoutes

    init(billing routes: BillingRoutes) { self.routes = routes }

    func add(to router: inout Router) {
        let one = "/invoices/{invoice}"
        router.on(.get, "/invoices", list)
        router.on(.post, "/invoices", add)
        router.on(.get, one, show)
        router.on(.patch, one, edit)
        router.on(.delete, one, delete)
        router.on(.post, one + "/lines", addLine)
        router.on(.patch, one + "/lines/{line}", editLine)
        router.on(.delete, one + "/lines/{line}", deleteLine)
        router.on(.post, one + "/issue", issue)
        router.on(.post, one + "/void", void)
        router.on(.post, one + "/credit", credit)
    }

    private var billing: Billing { routes.billing }

    /// What writes to a draft, if it still is what was shown.
    private func billing(_ request: Request) -> Billing { routes.billing(request) }

    private func list(_ request: Request) async throws -> Response {
        var question = InvoiceQuestion(limit: try BillingRoutes.limit(request))
        question.kind = request.wish("kind")
        question.state = request.wish("state")
        question.client = request.wish("client")
        return .json(["invoices": .array(try await billing.list(question, at: routes.now))])
    }

    private func show(_ request: Request) async throws -> Response {
        let invoice = try await billing.show(reference(request), at: routes.now)
        return .json(try await billing.store.withOwnChanges(invoice))
    }

    private func add(_ request: Request) async throws -> Response {
        let form = try await request.form()
        return try await answer(try await billing.add(form, at: routes.now), .created)
    }

    private func edit(_ request: Request) async throws -> Response {
        let form = try await request.form()
        return try await answer(
            try await billing(request).edit(reference(request), by: form, at: routes.now))
    }

    private func delete(_ request: Request) async throws -> Response {
        let deleted = try await billing(request).delete(reference(request), at: routes.now)
        await routes.synchronizer.nudge()
        return .json(deleted)
    }

    private func addLine(_ request: Request) async throws -> Response {
        let form = try await request.form()
        return try await answer(
            try await billing(request).addLine(to: reference(request), form, at: routes.now),
            .created)
    }

    private func editLine(_ request: Request) async throws -> Response {
        let form = try await request.form()
        return try await answer(
            try await billing(request).editLine(
                line(request), of: reference(request), by: form, at: routes.now))
    }

    private func deleteLine(_ request: Request) async throws -> Response {
        try await answer(
            try await billing(request).deleteLine(
                line(request), of: reference(request), at: routes.now))
    }

    private func issue(_ request: Request) async throws -> Response {
        let day = try await request.form()["date"]?.string
        return try await answer(
            try await billing(request).issue(reference(request), on: day, at: routes.now))
    }

    private func void(_ request: Request) async throws -> Response {
        let reason = try await request.form()["reason"]?.string ?? ""
        return try await answer(
            try await billing.void(reference(request), because: reason, at: routes.now))
    }

    private func credit(_ request: Request) async throws -> Response {
        var lines: [Int: String] = [:]
        for (place, quantity) in try await request.form()["lines"]?.object ?? [:] {
            guard let place = Int(place), let quantity = quantity.string else {
                throw Refusal(
                    .unprocessable, "Some fields were not accepted.", kind: "validation",
                    fields: ["lines": "Places from 1, each with a quantity, are expected."])
            }
            lines[place] = quantity
        }
        return try await answer(
            try await billing.credit(reference(request), lines: lines, at: routes.now), .created)
    }

    private func reference(_ request: Request) -> String { request.parameters["invoice"] ?? "" }

    private func line(_ request: Request) -> String { request.parameters["line"] ?? "" }

    /// The draft or the document as it now stands.
    private func answer(_ key: RecordKey, _ status: Status = .ok) async throws -> Response {
        await routes.synchronizer.nudge()
        return .json(try await billing.show(key.id.text, at: routes.now), status: status)
    }
}
