package import AgentBooks
package import HTTP
import Synchronization

/// Everything that is asked about one book: answered by the routes of the book that the request
/// names in `X-Book`, or of the one that is meant where none is named.
package final class BookRoutes: Sendable {
    private let shelf: Bookshelf
    /// The routes of each book, by its file.
    private let routers = Mutex<[String: Router]>([:])

    /// Answers from the books of a laptop.
    package init(_ shelf: Bookshelf) { self.shelf = shelf }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        // All books have the same ones.
        for route in self.router(of: shelf.first).routes {
            router.on(
                route.method, route.pattern, bodyBytesMax: route.bodyBytesMax,
                reading: route.reading, atDrain: route.atDrain
            ) { request in
                let book = try await self.shelf.book(try request.namedBook())
                return try await self.router(of: book).answer(request)
            }
        }
    }

    private func router(of book: OpenBook) -> Router {
        routers.withLock { routers in
            if let router = routers[book.file] { return router }
            let router = router(for: book)
            routers[book.file] = router
            return router
        }
    }

    private func router(for book: OpenBook) -> Router {
        let (store, synchronizer) = (book.store, book.synchronizer)
        var router = Router()
        SyncRoutes(store: store, synchronizer: synchronizer) { [shelf] in
            await shelf.learnName(of: book)
        }.add(to: &router)
        BillingRoutes(book.billing, synchronizer: synchronizer).add(to: &router)
        ConflictRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        HistoryRoutes(store: store).add(to: &router)
        ExportRoutes(store: store).add(to: &router)
        ImportRoutes(store: store, synchronizer: synchronizer).add(to: &router)
        for collection in RecordRoutes.collections {
            RecordRoutes(collection, store: store, synchronizer: synchronizer).add(to: &router)
        }
        return router
    }
}

extension Request {
    /// The book that the request names, if it names one: its name may hold any character.
    func namedBook() throws(Refusal) -> String? {
        guard let field = headers["X-Book"] else { return nil }
        guard let name = PercentCoding.decoded(Substring(field).utf8), !name.isEmpty else {
            throw Refusal(.badRequest, "X-Book holds a name that is not percent-encoded.")
        }
        return name
    }
}
