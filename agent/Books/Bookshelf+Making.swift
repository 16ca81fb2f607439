import AgentLink
import AgentStore
import Bytes
import Crypto
import Machine
import Sync

extension Bookshelf {
    /// Makes a book of this laptop's own, with no server. A first book in which nothing was ever
    /// written becomes it.
    package func create(called name: String?) async throws -> OpenBook {
        let isUntouched = try await first.store.isUntouched()
        if isUntouched, others.isEmpty, isUnnamed(first) {
            if let name { try await rename(first, to: name) }
            return first
        }
        let name = name ?? freeName
        return try await promising(name) {
            let book = try await make()
            try await book.store.rename(to: name)
            try add(book, called: name)
            return book
        }
    }

    /// A new book in a file of its own, which nobody finds yet.
    func make() async throws -> OpenBook {
        guard books.count < Self.countMax else {
            throw BookshelfError.full(countMax: Self.countMax)
        }
        var random = try SecureGenerator()
        let now = UInt64(clamping: clock.unixMilliseconds())
        let file = BookID.timeOrdered(milliseconds: now, using: &random).text
        return try await open(file)
    }

    /// Takes back a book that nobody has found, with its file.
    func discard(_ book: OpenBook) async throws {
        await book.synchronizer.stop()
        await book.store.close()
        try places.remove(book.file)
    }

    /// A name that no book has.
    private var freeName: String {
        let taken = Set(books.map { name(of: $0).lowercased() }).union(promised)
        let number = (2...).first { !taken.contains("book \($0)") } ?? 2
        return "Book \(number)"
    }
}
