import HTTP
import Identity
import JSON
import Sync

/// Below `/users`: the people of a book.
struct UserRoutes: Sendable {
    let gate: Gate

    func add(to router: inout Router) {
        router.on(.get, "/users", list)
        router.on(.post, "/users", bodyBytesMax: Form.bytesMax, invite)
        router.on(.get, "/users/{id}", show)
        router.on(.patch, "/users/{id}", bodyBytesMax: Form.bytesMax, change)
        router.on(.delete, "/users/{id}", remove)
    }

    private func list(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, for: .read)
        let listing = try Listing<Person>(request)
        let members = try await gate.reception.members(
            of: seat.book, after: listing.last, countMax: listing.countMax, at: gate.now)
        return listing.answer(members) { .object($0.json) }
    }

    private func invite(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, for: .manage)
        let member = try await gate.reception.invite(
            try await Self.invitation(request), by: seat, from: caller.person, at: gate.now)
        return .json(.object(member.json), status: .created)
    }

    /// Whom a body invites.
    static func invitation(_ request: Request) async throws -> Invitation {
        var form = try await Form(request, ["email", "name", "role", "password"])
        let email = form.text("email")
        let name = form.optionalText("name") ?? ""
        let role = form.optionalText("role") ?? Role.member.rawValue
        let password = form.optionalText("password")
        try form.check()
        return try Invitation(email: email, name: name, role: role, password: password)
    }

    /// Oneself, or somebody of the book.
    private func show(_ request: Request) async throws -> Response {
        let (person, caller) = try await named(request)
        if person == caller.person {
            return request.answer(.object(try await gate.reception.profile(of: person).json))
        }
        let (_, seat) = try await gate.admit(request, for: .read)
        let member = try await gate.reception.member(person, of: seat.book, at: gate.now)
        return request.answer(.object(member.json))
    }

    /// Oneself: name, language, default book. Somebody else: the role in the book.
    private func change(_ request: Request) async throws -> Response {
        let (person, caller) = try await named(request)
        if person == caller.person {
            _ = try caller.signedIn()
            let change = try await ProfileRoutes.profileChange(request)
            let seen = try await gate.reception.profile(of: person)
            try request.expectMatch(.object(seen.json))
            let isDone = try await gate.reception.change(
                person, change, from: request.namesVersion ? seen : nil)
            guard isDone else { throw Refusal.changed }
            return request.answer(.object(try await gate.reception.profile(of: person).json))
        }
        let (_, seat) = try await gate.admit(request, for: .manage)
        return try await gate.setRole(try await Self.role(request), of: person, by: seat, request)
    }

    /// The role that a body gives.
    static func role(_ request: Request) async throws -> Role {
        var form = try await Form(request, ["role"])
        let role = Role(rawValue: form.text("role"))
        if role == nil {
            form.refuse("role", "One of owner, admin, member, accountant is needed.")
        }
        try form.check()
        guard let role else { throw IdentityError.fields(["role": "It is no role."]) }
        return role
    }

    /// Oneself: the account goes. Somebody else: out of the book.
    private func remove(_ request: Request) async throws -> Response {
        let (person, caller) = try await named(request)
        if person == caller.person {
            let person = try caller.signedIn()
            let seen = try await gate.reception.profile(of: person)
            try request.expectMatch(.object(seen.json))
            try await gate.reception.delete(person, at: gate.now)
            return Response(.noContent)
        }
        let (_, seat) = try await gate.admit(request, for: .manage)
        return try await gate.remove(person, by: seat, asThemselves: false, request)
    }

    private func named(_ request: Request) async throws -> (person: PersonID, caller: Caller) {
        let caller = try await gate.caller(request)
        if request.parameters["id"] == "me", let person = caller.person { return (person, caller) }
        return (try request.id(of: .person), caller)
    }
}

extension Gate {
    /// Takes somebody out of a book, unless they are not any more what the caller has seen.
    func remove(
        _ person: PersonID, by seat: Seat, asThemselves isSelf: Bool, _ request: Request
    ) async throws -> Response {
        var seen: Role?
        if request.headers["If-Match"] != nil {
            let member = try await reception.member(person, of: seat.book, at: now)
            try request.expectMatch(.object(member.json))
            seen = request.namesVersion ? member.role : nil
        }
        let isDone = try await reception.remove(
            person, by: seat, asThemselves: isSelf, from: seen, at: now)
        guard isDone else { throw Refusal.changed }
        return Response(.noContent)
    }

    /// Gives a member another role, unless they are not any more what the caller has seen.
    func setRole(
        _ role: Role, of person: PersonID, by seat: Seat, _ request: Request
    ) async throws -> Response {
        let seen = try await reception.member(person, of: seat.book, at: now)
        try request.expectMatch(.object(seen.json))
        let isDone = try await reception.setRole(
            role, of: person, by: seat, from: request.namesVersion ? seen.role : nil, at: now)
        guard isDone else { throw Refusal.changed }
        let member = try await reception.member(person, of: seat.book, at: now)
        return request.answer(.object(member.json))
    }
}
