import HTTP
import Identity
import JSON

/// Below `/api-keys`: how programs ask on behalf of a book.
struct APIKeyRoutes: Sendable {
    private static let daysMax: Int64 = 3_650

    let gate: Gate

    func add(to router: inout Router) {
        router.on(.get, "/api-keys", list)
        router.on(.post, "/api-keys", bodyBytesMax: Form.bytesMax, make)
        router.on(.delete, "/api-keys/{id}", revoke)
    }

    private func list(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .manage)
        let listing = try Listing<APIKeySubject>(request)
        let keys = try await gate.reception.apiKeys(
            of: seat.book, after: listing.last, countMax: listing.countMax)
        return listing.answer(keys) { .object($0.json) }
    }

    /// The key is told in this answer and never again.
    private func make(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, for: .manage)
        var form = try await Form(request, ["name", "role", "expires_in_days"])
        let name = form.text("name")
        let role = Role(rawValue: form.optionalText("role") ?? Role.member.rawValue)
        if role == nil {
            form.refuse("role", "One of owner, admin, member, accountant is needed.")
        }
        let days = form.optionalInteger("expires_in_days", in: 1...Self.daysMax)
        try form.check()
        let made = try await gate.reception.makeAPIKey(
            named: name, role: role ?? .accountant, days: days.map { Int($0) },
            by: try caller.signedIn(), in: seat, at: gate.now)
        var answer = made.card.json
        answer["key"] = .string(made.key)
        return .json(.object(answer), status: .created)
    }

    private func revoke(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .manage)
        try await gate.reception.revokeAPIKey(
            try request.id(of: .apiKey), of: seat.book, at: gate.now)
        return Response(.noContent)
    }
}
