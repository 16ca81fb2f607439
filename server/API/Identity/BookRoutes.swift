import Bytes
import HTTP
import Identity
import JSON
import Sync

/// Below `/books`: the books that a person belongs to, and who else does.
struct BookRoutes: Sendable {
    let gate: Gate
    let devices: Devices

    func add(to router: inout Router) {
        let bytesMax = Form.bytesMax
        router.on(.get, "/books", list)
        router.on(.post, "/books", bodyBytesMax: bytesMax, make)
        router.on(.get, "/books/{id}", show)
        router.on(.patch, "/books/{id}", bodyBytesMax: bytesMax, rename)
        router.on(.post, "/books/{id}/attach", bodyBytesMax: bytesMax, attach)
        router.on(.get, "/books/{id}/members", members)
        router.on(.patch, "/books/{id}/members/{person}", bodyBytesMax: bytesMax, setRole)
        router.on(.delete, "/books/{id}/members/{person}", remove)
    }

    private func list(_ request: Request) async throws -> Response {
        let caller = try await gate.caller(request)
        let listing = try Listing<Book>(request)
        // A key belongs to one book, whatever else its owner belongs to. A laptop does as well,
        // but tells its owner which others it could be let into.
        guard !caller.isKey, let person = caller.person else {
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

    /// Gives a code by which a laptop of the person's brings a book of its own, under its own id.
    private func attach(_ request: Request) async throws -> Response {
        let caller = try await gate.caller(request)
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        guard let person = caller.person else { throw IdentityError.nobodysLaptop }
        guard let book = BookID(text: request.parameters["id"] ?? "") else {
            throw IdentityError.notFound(.book)
        }
        // A key belongs to its book, and makes no others.
        guard !caller.isKey else { throw IdentityError.forbidden(.own) }
        var device: DeviceID?
        if case .device(let identity) = caller.credential { device = identity.device }
        let code = try await devices.invite(
            bringing: book, called: name, by: person, on: device, at: gate.now)
        return .json(["code": .string(code.text), "book": .string(book.text)], status: .created)
    }

    private func show(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .read)
        return try await described(seat, for: request)
    }

    private func rename(_ request: Request) async throws -> Response {
        let (_, seat) = try await gate.admit(request, toBookAt: "id", for: .manage)
        var form = try await Form(request, ["name"])
        let name = form.text("name")
        try form.check()
        let seen = try await gate.reception.book(of: seat)
        try request.expectMatch(.object(seen.json))
        let isDone = try await gate.reception.rename(
            seat.book, to: name, from: request.namesVersion ? seen.name : nil)
        guard isDone else { throw Refusal.changed }
        return try await described(seat, for: request)
    }

    private func described(_ seat: Seat, for request: Request) async throws -> Response {
        request.answer(.object(try await gate.reception.book(of: seat).json))
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
        return try await gate.setRole(role, of: person, by: seat, request)
    }

    /// Whoever wants to leave may; others are taken out by who manages the book.
    private func remove(_ request: Request) async throws -> Response {
        let (caller, seat) = try await gate.admit(request, toBookAt: "id", for: .read)
        let person: PersonID = try request.id("person", of: .member)
        let isSelf = try person == caller.person && caller.signedIn() == person
        guard isSelf || seat.role.permits(.manage) else { throw IdentityError.forbidden(.manage) }
        return try await gate.remove(person, by: seat, asThemselves: isSelf, request)
    }
}

extension Caller {
    fileprivate var isKey: Bool {
        if case .apiKey = credential { true } else { false }
    }
}
