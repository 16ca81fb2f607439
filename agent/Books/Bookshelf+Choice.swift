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

    /// The book of a name or an id; without one the book that was chosen, or the first.
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

    /// What the book is called that is meant where none is named; `nil` where none is.
    package var nameOfMeant: String? { (try? meant()).map(name) }

    /// Whether a book is meant where none is named.
    package func isMeant(_ book: OpenBook) -> Bool { (try? meant())?.file == book.file }

    /// The first, until another is chosen. One that was chosen and is not there is not replaced by
    /// another in silence: somebody would write into the wrong book.
    private func meant() throws(BookshelfError) -> OpenBook {
        guard let chosen else { return first }
        if let book = books.first(where: { $0.file == chosen }) { return book }
        if let book = shut.first(where: { $0.file == chosen }) { throw .shut(why: book.why) }
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
