package import AgentBooks
import AgentLink
import AgentStore
import Bytes
package import HTTP
import JSON
import Sync

/// The books of the laptop over its agent's socket: list, make, rename, choose.
package struct ShelfRoutes: Sendable {
    private let shelf: Bookshelf

    /// Answers from the books of a laptop.
    package init(_ shelf: Bookshelf) { self.shelf = shelf }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/books", list)
        router.on(.post, "/books", create)
        router.on(.get, "/books/{book}", show)
        router.on(.patch, "/books/{book}", rename)
        router.on(.post, "/books/{book}/use", use)
        router.on(.post, "/books/{book}/attach", attach)
        FetchRoutes(shelf: shelf, routes: self).add(to: &router)
    }

    private func list(_ request: Request) async throws -> Response {
        var books: [JSONValue] = []
        for book in await shelf.books { books.append(try await describe(book)) }
        let shut = await shelf.shut.map { book -> JSONValue in
            ["book": .string(book.file), "state": "shut", "why": .string(book.why)]
        }
        return .json(["books": .array(books + shut)])
    }

    private func show(_ request: Request) async throws -> Response {
        .json(try await describe(try await named(request)))
    }

    private func create(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let book = try await shelf.create(called: form["name"]?.string)
        return .json(try await describe(book), status: .created)
    }

    private func rename(_ request: Request) async throws -> Response {
        let book = try await named(request)
        let form = try await request.form()
        guard let name = form["name"]?.string else {
            throw Refusal(.unprocessable, "A name is needed.", kind: "validation")
        }
        try await shelf.rename(book, to: name)
        return .json(try await describe(book))
    }

    private func use(_ request: Request) async throws -> Response {
        let book = try await named(request)
        try await shelf.choose(book)
        return .json(try await describe(book))
    }

    private func attach(_ request: Request) async throws -> Response {
        let book = try await named(request)
        let form = try await request.form()
        guard let device = form["device"]?.string, !device.isEmpty else {
            throw Refusal(
                .unprocessable, "What the laptop is called is needed.", kind: "validation")
        }
        try await shelf.attach(
            book, to: try form["server"]?.string.map { try ServerAddress($0) },
            code: form["code"]?.string, as: device)
        return .json(try await describe(book))
    }

    private func named(_ request: Request) async throws -> OpenBook {
        try await shelf.book(request.parameters["book"] ?? "")
    }

    /// How a book stands.
    func describe(_ book: OpenBook) async throws -> JSONValue {
        let (enrolment, standing) = (
            try await book.store.enrolment(), try await book.store.standing()
        )
        let (status, isComing) = (
            await book.synchronizer.status, try await book.store.isAttaching()
        )
        var object: [String: JSONValue] = [
            "book": .string(book.id.text), "name": .string(await shelf.name(of: book)),
            "state": .string(enrolment == nil ? "local" : isComing ? "coming up" : "attached"),
            "default": .bool(await shelf.isMeant(book)),
            "sync": .string(status.state.name),
            "unsent": .integer(Int64(standing.unsent)),
            "refused": .integer(Int64(standing.refused)),
            "conflicts": .integer(Int64(standing.conflicts)),
            "approvals": .integer(Int64(standing.approvals)),
            "quarantined": .integer(Int64(standing.quarantined)),
        ]
        object["defaultBook"] = await shelf.nameOfMeant.map { .string($0) }
        object["server"] = enrolment.map { .string($0.server) }
        object["why"] = status.state.reason.map { .string($0) }
        return .object(object)
    }
}
