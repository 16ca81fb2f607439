package import AgentLink
import AgentStore
import Bytes
import Sync

/// Books and the servers of teams.
extension Bookshelf {
    /// Brings a book of the laptop's own to a server: with a code, or as the laptop that belongs
    /// to another book there.
    package func attach(
        _ book: OpenBook, to server: ServerAddress?, code: String?, as device: String
    ) async throws {
        if let present = try await book.store.enrolment() {
            throw AgentStoreError.alreadyEnrolled(server: present.server)
        }
        if let code {
            guard let server else { throw BookshelfError.serverNeeded }
            return try await book.synchronizer.attach(at: server, code: code, as: device)
        }
        let host = try await attached(to: server)
        let given = try await host.synchronizer.attachCode(for: book.id, called: name(of: book))
        try await book.synchronizer.attach(at: given.server, code: given.code, as: device)
    }

    /// A book by which this laptop belongs to a server: to that one, or to the only one.
    func attached(to server: ServerAddress?) async throws -> OpenBook {
        var found: [(book: OpenBook, server: String)] = []
        for book in books {
            guard let enrolment = try await book.store.enrolment(),
                server == nil || enrolment.server == server?.text
            else { continue }
            found.append((book, enrolment.server))
        }
        guard let first = found.first else { throw BookshelfError.signedInNowhere }
        guard Set(found.map(\.server)).count == 1 else { throw BookshelfError.serverNeeded }
        return first.book
    }

    /// Takes note of what a team calls the book that was just joined, unless the laptop's owner
    /// has called it something.
    package func learnName(of book: OpenBook) async {
        guard isUnnamed(book) else { return }
        do {
            try await rename(book, to: try await book.synchronizer.nameAtServer())
        } catch {
            // It is called here as it was: a name is no reason to hold anything up.
        }
    }
}
