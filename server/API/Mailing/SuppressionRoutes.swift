import Bytes
package import HTTP
import Identity
import JSON
import Mail
package import Mailing

/// Below `/suppressions`: who gets no more reminders of a book, for whoever manages it.
package struct SuppressionRoutes: Sendable {
    private let gate: Gate
    private let suppressions: Suppressions

    /// Answers from what recipients said.
    package init(gate: Gate, suppressions: Suppressions) {
        self.gate = gate
        self.suppressions = suppressions
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/suppressions", list)
        router.on(.post, "/suppressions", bodyBytesMax: Form.bytesMax, make)
        router.on(.delete, "/suppressions/{id}", lift)
    }

    private func list(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .manage)
        let listing = try Listing<SuppressionSubject>(request)
        let found = try await suppressions.list(
            of: seat.book, after: listing.last, countMax: listing.countMax)
        return listing.answer(found) { .object($0.json) }
    }

    private func make(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .manage)
        var form = try await Form(request, ["address"])
        let text = form.text("address")
        let address = try? MailAddress(text)
        if address == nil { form.refuse("address", "An e-mail address is needed.") }
        try form.check()
        guard let address else { throw Refusal(.unprocessable, "An e-mail address is needed.") }
        let made = try await suppressions.add(
            address, of: seat.book, origin: .book, at: gate.now)
        return .json(.object(made.json), status: .created)
    }

    private func lift(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .manage)
        guard let id = SuppressionID(text: request.parameters["id"] ?? ""),
            try await suppressions.lift(id, of: seat.book)
        else { throw Refusal(.notFound, "There is no such suppression.") }
        return Response(.noContent)
    }
}

extension Suppression {
    /// A suppression as the API tells of it.
    fileprivate var json: [String: JSONValue] {
        [
            "id": .string(id.text), "topic": .string(topic.rawValue),
            "address": .string(address), "origin": .string(origin.rawValue),
            "created_at": JSONValue(since),
        ]
    }
}
