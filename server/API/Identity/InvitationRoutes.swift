import Bytes
import HTTP
import Identity
import JSON
import Sync

/// Invitations: made and taken back below a book, accepted by whoever holds the link.
struct InvitationRoutes: Sendable {
    let gate: Gate

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.get, "/books/{id}/invitations", list)
        router.on(.post, "/books/{id}/invitations", bodyBytesMax: bytesMax, invite)
        router.on(.delete, "/books/{id}/invitations/{invitation}", withdraw)
        router.on(.post, "/invitations/accept", bodyBytesMax: bytesMax, accept)
    }

    private func list(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        let listing = try Listing<Person>(request)
        let invited = try await gate.reception.members(
            of: seat.book, status: .invited, after: listing.last, countMax: listing.countMax,
            at: gate.now)
        return listing.answer(invited) { .object($0.json) }
    }

    private func invite(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        let member = try await gate.reception.invite(
            try await UserRoutes.invitation(request), by: seat, from: caller.person, at: gate.now)
        return .json(.object(member.json), status: .created)
    }

    private func withdraw(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        let id: PersonID = try request.id("invitation", of: .invitation)
        let member = try await gate.reception.member(id, of: seat.book, at: gate.now)
        guard member.status == .invited else { throw IdentityError.notFound(.invitation) }
        try await gate.reception.remove(id, by: seat, asThemselves: false, at: gate.now)
        return Response(.noContent)
    }

    private func accept(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["token", "name", "password"])
        let token = form.text("token")
        let (name, password) = (form.optionalText("name"), form.optionalText("password"))
        try form.check()
        let person = try await gate.reception.accept(
            token, name: name, password: password, from: request.address, at: gate.now)
        return .json(["status": "active", "user_id": .string(person.text)])
    }
}
