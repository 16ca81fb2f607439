package import AgentLink
import AgentStore
import Bytes
package import Sync

/// A team's book that the laptop's owner belongs to, and that is not on the laptop.
package struct RemoteBook: Hashable, Sendable {
    /// Its id.
    package let id: BookID
    /// What its team calls it.
    package let name: String
    /// Its server's address.
    package let server: String
}

/// Books of teams come to the laptop.
extension Bookshelf {
    /// The books of the laptop's owner that are not here, on every server that the laptop belongs
    /// to; throws where one of them cannot be asked.
    package func remote() async throws -> [RemoteBook] {
        var (asked, found) = (Set<String>(), [RemoteBook]())
        for book in books {
            guard let enrolment = try await book.store.enrolment(),
                asked.insert(enrolment.server).inserted
            else { continue }
            found += try await book.synchronizer.booksAtServer().map {
                RemoteBook(id: $0.id, name: $0.name, server: enrolment.server)
            }
        }
        let here = Set(books.map(\.id))
        return found.filter { !here.contains($0.id) }
    }

    /// Fetches the book of a one-time code.
    package func fetch(
        from server: ServerAddress?, code: String, as device: String
    ) async throws -> OpenBook {
        let server = try await meant(server)
        let book = try await make()
        do {
            try await book.synchronizer.enrol(at: server, code: code, name: device)
        } catch {
            try await discard(book)
            throw error
        }
        return try await keep(book)
    }

    /// Asks a server for a book; a person confirms the code and decides which.
    package func beginFetch(
        from server: ServerAddress?, as device: String
    ) async throws -> LoginRequest {
        let server = try await meant(server)
        if let left = arriving.take() { try await discard(left) }
        let book = try await make()
        do {
            let request = try await book.synchronizer.beginLogin(at: server, named: device)
            arriving = book
            return request
        } catch {
            try await discard(book)
            throw error
        }
    }

    /// Asks whether somebody has confirmed; the book is here once they have.
    package func continueFetch() async throws -> (progress: LoginProgress, book: OpenBook?) {
        guard let book = arriving else { throw BookshelfError.nothingIsFetched }
        let progress: LoginProgress
        do {
            progress = try await book.synchronizer.continueLogin()
        } catch LinkError.notLetIn(let reason) {
            arriving = nil
            try await discard(book)
            throw LinkError.notLetIn(reason: reason)
        }
        guard progress == .approved else { return (progress, nil) }
        arriving = nil
        return (progress, try await keep(book))
    }

    /// Puts a book beside the others that has just joined a team's; one that is here stays alone.
    private func keep(_ book: OpenBook) async throws -> OpenBook {
        if let other = books.first(where: { $0.id == book.id }) {
            try await discard(book)
            throw BookshelfError.isHere(name(of: other))
        }
        try add(book, called: "")
        await learnName(of: book)
        return book
    }

    private func meant(_ server: ServerAddress?) async throws -> ServerAddress {
        if let server { return server }
        let host = try await attached(to: nil)
        guard let enrolment = try await host.store.enrolment() else {
            throw BookshelfError.signedInNowhere
        }
        return try ServerAddress(enrolment.server)
    }
}
