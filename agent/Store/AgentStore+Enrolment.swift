import SQLite
package import Sync

/// Where a laptop's book lives for the team.
package struct Enrolment: Hashable, Sendable {
    /// The server's address, such as `https://books.example.com`.
    package let server: String
    /// The book's id there.
    package let book: BookID

    /// Names a book on a server.
    package init(server: String, book: BookID) {
        self.server = server
        self.book = book
    }
}

extension AgentStore {
    /// Where the book lives for the team; `nil` while the laptop is on its own.
    package func enrolment() async throws -> Enrolment? {
        try await database.read { try $0.enrolment() }
    }

    /// Joins a book on a server; what was written here before goes there at the next sync.
    package func enrol(_ enrolment: Enrolment) async throws {
        try await database.write { connection in
            if let present = try connection.enrolment(), present.book != enrolment.book {
                throw AgentStoreError.alreadyEnrolled(server: present.server)
            }
            try connection.execute(
                "UPDATE book SET server = ?, id = ?", enrolment.server, enrolment.book)
            // Whoever remembers the copy as another book's reads it again.
            try connection.execute("UPDATE copy SET step = step + 1")
            become(enrolment.book)
        }
    }
}

extension Connection {
    /// Where the book lives for the team.
    func enrolment() throws -> Enrolment? {
        let statement = "SELECT server, id FROM book WHERE server IS NOT NULL"
        return try first(statement) {
            Enrolment(server: try $0.read(0), book: try $0.read(1))
        }
    }
}
