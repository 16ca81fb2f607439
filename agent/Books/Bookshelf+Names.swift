import AgentStore
import Bytes
import JSON
import Sync

/// What books are called.
extension Bookshelf {
    /// Calls a book otherwise on this laptop.
    package func rename(_ book: OpenBook, to name: String) async throws {
        try promise(name, to: book)
        defer { promised.remove(name.lowercased()) }
        try await book.store.rename(to: name)
        names[book.file] = name
    }

    /// Takes note of what a team calls its book, where nothing stands against the name.
    func note(_ name: String, of book: OpenBook) async throws {
        do {
            try await rename(book, to: name)
        } catch is BookshelfError {
            // It is called here as it was.
        }
    }

    /// Runs the body while nobody else gives this name to a book.
    func promising<Value: Sendable>(
        _ name: String, _ body: () async throws -> Value
    ) async throws -> Value {
        try promise(name, to: nil)
        defer { promised.remove(name.lowercased()) }
        return try await body()
    }

    private func promise(_ name: String, to book: OpenBook?) throws(BookshelfError) {
        guard Self.isName(name) else { throw .nameRefused }
        let isTaken = books.contains {
            $0.file != book?.file && self.name(of: $0).lowercased() == name.lowercased()
        }
        guard !isTaken, promised.insert(name.lowercased()).inserted else { throw .nameTaken(name) }
    }

    private static func isName(_ name: String) -> Bool {
        (1...200).contains(name.unicodeScalars.count) && BookID(text: name) == nil
            && !name.unicodeScalars.contains(where: \.steersTheTerminal)
    }
}
