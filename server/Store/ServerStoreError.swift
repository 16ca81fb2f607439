package import Causality
package import Sync

/// Why a book on the server did not do what was asked.
package enum ServerStoreError: Error, Hashable, Sendable {
    /// There is no such book.
    case noSuchBook(BookID)
    /// A laptop sent a change that names another one as its author.
    case foreignChange(Dot)
    /// What is stored cannot be read.
    case damaged(String)
}

extension ServerStoreError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .noSuchBook(let book): "There is no book \(book) on this server."
        case .damaged(let what):
            "The database holds \(what) in a form that cannot be read; restore it from a backup."
        case .foreignChange(let dot):
            "Change \(dot.counter) of \(dot.replica) was not written on the laptop that sent it."
        }
    }
}
