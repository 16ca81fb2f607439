package import Sync

/// Why a book on the server did not do what was asked.
package enum ServerStoreError: Error, Hashable, Sendable {
    /// There is no such book.
    case noSuchBook(BookID)
}

extension ServerStoreError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .noSuchBook(let book): "There is no book \(book) on this server."
        }
    }
}
