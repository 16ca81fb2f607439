package import Sync

/// Why a book on the server did not do what was asked.
package enum ServerStoreError: Error, Hashable, Sendable {
    /// There is no such book.
    case noSuchBook(BookID)
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
        }
    }
}
