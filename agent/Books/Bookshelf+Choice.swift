import AgentStore
import Bytes
import Sync

/// Which book is meant.
extension Bookshelf {
    /// What the first book is called while nobody has called it anything.
    private static let unnamed = "main"

    /// What a book is called here.
    package func name(of book: OpenBook) -> String {
        let name = names[book.file] ?? ""
        guard name.isEmpty else { return name }
        return book.file == first.file ? Self.unnamed : book.file
    }

    /// Whether nobody has called a book anything.
    func isUnnamed(_ book: OpenBook) -> Bool { (names[book.file] ?? "").isEmpty }

    /// The book of a name or an id; without one the book that was chosen, or the only one.
    package func book(_ reference: String?) throws(BookshelfError) -> OpenBook {
        guard let reference else { return try meant() }
        if let id = BookID(text: reference), let book = books.first(where: { $0.id == id }) {
            return book
        }
        let called = books.filter { name(of: $0).lowercased() == reference.lowercased() }
        guard called.count <= 1 else {
            throw .manyAreCalled(reference, ids: called.map(\.id.text))
        }
        if let book = called.first { return book }
        if let book = shut.first(where: { $0.file == reference.lowercased() }) {
            throw .shut(why: book.why)
        }
        throw .noSuchBook(reference, known: knownNames)
    }

    /// Whether a book is meant where none is named.
    package func isMeant(_ book: OpenBook) -> Bool { (try? meant())?.file == book.file }

    private func meant() throws(BookshelfError) -> OpenBook {
        if let book = books.first(where: { $0.file == chosen }) { return book }
        guard others.isEmpty else { throw .ambiguous(known: knownNames) }
        return first
    }

    private var knownNames: [String] { books.map(name) }

    /// From now on this book is meant where none is named.
    package func choose(_ book: OpenBook) throws {
        try places.choose(book.file)
        chosen = book.file
    }
}
