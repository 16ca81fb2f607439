/// Why a laptop's books did not do what was asked.
package enum BookshelfError: Error, Hashable, Sendable {
    /// No book of this name or id is here; those are.
    case noSuchBook(String, known: [String])
    /// Several books are here, and none was named or chosen.
    case ambiguous(known: [String])
    /// Several books are called so.
    case manyAreCalled(String, ids: [String])
    /// A book is called so already.
    case nameTaken(String)
    /// A book cannot be called so.
    case nameRefused
    /// No laptop holds more books.
    case full(countMax: Int)
    /// This laptop is signed in nowhere.
    case signedInNowhere
    /// It is not clear which server is meant.
    case serverNeeded
    /// The book is on this laptop already.
    case isHere(String)
    /// Nobody has begun to fetch a book.
    case nothingIsFetched
    /// The file of the book cannot be opened.
    case shut(why: String)
}

extension BookshelfError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .noSuchBook(let name, let known):
            "There is no book \(name) on this laptop; \(Self.list(known))"
        case .ambiguous(let known):
            "Say which book is meant, with --book NAME or 'counterfoil book use NAME'; "
                + Self.list(known)
        case .manyAreCalled(let name, let ids):
            "\(ids.count) books are called \(name); name the one you mean by its id: "
                + ids.joined(separator: ", ") + "."
        case .nameTaken(let name):
            "A book is called \(name) already; give this one another name."
        case .nameRefused:
            "A book's name has 1 to 200 characters, no control characters among them, and is not "
                + "written like an id."
        case .full(let countMax): "A laptop holds \(countMax) books and no more."
        case .signedInNowhere:
            "No book of this laptop belongs to such a server; 'counterfoil login' signs it in, or "
                + "name --server and --code."
        case .serverNeeded: "Say which server is meant: --server https://books.example.com."
        case .isHere(let name): "That book is on this laptop already; it is called \(name)."
        case .nothingIsFetched: "No book is being fetched; 'counterfoil book fetch' begins."
        case .shut(let why): why
        }
    }

    private static func list(_ known: [String]) -> String {
        "there \(known.count == 1 ? "is" : "are"): " + known.joined(separator: ", ") + "."
    }
}
