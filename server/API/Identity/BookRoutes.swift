import Bytes
import HTTP
import Identity
import JSON
import Sync

/// Below `/books`: the books that a person belongs to, and who else does.
struct BookRoutes: Sendable {
    let gate: Gate

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.get, "/books", list)
        router.on(.post, "/books", bodyBytesMax: bytesMax, make)
        router.on(.get, "/books/{id}", show)
        router.on(.patch, "/books/{id}", bodyBytesMax: bytesMax, rename)
        router.on(.get, "/books/{id}/members", members)
        router.on(.patch, "/books/{id}/members/{person}", bodyBytesMax: bytesMax, setRole)
        router.on(.delete, "/books/{id}/members/{person}", remove)
    }

    private func list(_ request: Request) async throws -> Response {
        let caller = try await gate.caller(request)
        let listing = try Listing<Book>(request)
        // A key or a laptop belongs to one book, whatever else its owner belongs to.
        guard case .session = caller.credential, let person = caller.person else {
            let seat = try await gate.admit(request, for: .read).seat
            return listing.answer([try await gate.reception.book(of: seat)]) { .object($0.json) }
        }
        let books = try await gate.reception.books(
            of: person, after: listing.last, countMax: listing.countMax)
        return listing.answer(books) { .object($0.json) }
    }

    private func make(_ request: Request) async throws -> Response {
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        let person = try await gate.caller(request).signedIn()
        let book = try await gate.reception.makeBook(named: name, ownedBy: person, at: gate.now)
        let card = try await gate.reception.book(of: Seat(book: book, role: .owner))
        var response = Response.json(.object(card.json), status: .created)
        response.headers["Location"] = "/books/\(book.text)"
        return response
    }

    private func show(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .read)
        return try await described(seat)
    }

    private func rename(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        if let wanted = request.headers["If-Match"], wanted != "*" {
            let present = try await described(seat).headers["ETag"]
            guard wanted == present else {
                throw Refusal(.preconditionFailed, "The book changed since you looked.")
            }
        }
        try await gate.reception.rename(seat.book, to: name)
        return try await described(seat)
    }

    private func described(_ seat: Seat) async throws -> Response {
        let card = try await gate.reception.book(of: seat)
        var response = Response.json(.object(card.json))
        response.headers["ETag"] = "\"\(ContentTag.text(card.name))\""
        return response
    }

    private func members(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .read)
        let listing = try Listing<Person>(request)
        let members = try await gate.reception.members(
            of: seat.book, after: listing.last, countMax: listing.countMax, at: gate.now)
        return listing.answer(members) { .object($0.json) }
    }

    private func setRole(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        let person: PersonID = try request.id("person", of: .member)
        let role = try await UserRoutes.role(request)
        try await gate.reception.setRole(role, of: person, by: seat)
        let member = try await gate.reception.member(person, of: seat.book, at: gate.now)
        return .json(.object(member.json))
    }

    /// Whoever wants to leave may; others are taken out by who manages the book.
    private func remove(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, toBookAt: "id", for: .read)
        let person: PersonID = try request.id("person", of: .member)
        let isSelf = try person == caller.person && caller.signedIn() == person
        guard isSelf || seat.role.permits(.manage) else { throw IdentityError.forbidden(.manage) }
        try await gate.reception.remove(person, by: seat, asThemselves: isSelf, at: gate.now)
        return Response(.noContent)
    }
}

/// A short name of what something holds, by which a client says what it has seen.
enum ContentTag {
    /// FNV-1a: it tells versions apart and keeps no secret.
    static func text(_ content: String) -> String {
        let hash = content.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
