import AgentBooks
import AgentLink
import Bytes
import HTTP
import JSON
import Sync

/// Books of teams over the agent's socket: which are not here, and how they come.
struct FetchRoutes: Sendable {
    let shelf: Bookshelf
    let routes: ShelfRoutes

    func add(to router: inout Router) {
        router.on(.get, "/remote-books", list)
        router.on(.post, "/remote-books", fetch)
        router.on(.post, "/remote-books/continue", proceed)
    }

    private func list(_ request: Request) async throws -> Response {
        let books = try await shelf.remote().map { book -> JSONValue in
            [
                "book": .string(book.id.text), "name": .string(book.name),
                "server": .string(book.server), "state": "not here",
            ]
        }
        return .json(["books": .array(books)])
    }

    /// With a code the book is here at once; without one somebody has to confirm.
    private func fetch(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let server = try form["server"]?.string.map { try ServerAddress($0) }
        guard let device = form["device"]?.string, !device.isEmpty else {
            throw Refusal(
                .unprocessable, "What the laptop is called is needed.", kind: "validation")
        }
        if let code = form["code"]?.string {
            let book = try await shelf.fetch(from: server, code: code, as: device)
            return .json(try await routes.describe(book), status: .created)
        }
        let login = try await shelf.beginFetch(from: server, as: device)
        return .json(login.json)
    }

    private func proceed(_ request: Request) async throws -> Response {
        let (progress, book) = try await shelf.continueFetch()
        if let book { return .json(try await routes.describe(book), status: .created) }
        guard case .waiting(let seconds) = progress else { return .json([:]) }
        return .json(["state": "waiting", "interval": .integer(seconds)])
    }
}

extension LoginRequest {
    /// What a person does to let the laptop in.
    var json: JSONValue {
        [
            "code": .string(userCode), "page": .string(page),
            "page_with_code": .string(pageWithCode),
            "expires_in": .integer(lifetimeSeconds), "interval": .integer(intervalSeconds),
        ]
    }
}
