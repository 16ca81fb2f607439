package import Sync

/// Why a book on the server did not do what was asked.
package enum ServerStoreError: Error, Hashable, Sendable {
    /// There is no such book.
    case noSuchBook(BookID)
    /// What is stored cannot be read.
    case damaged(String)
    /// It waits until its log came back.
    case standsStill(BookID)
    /// It waits until a laptop has brought it whole.
    case comesUp(BookID)
    /// What the server itself was about to write builds upon something that was refused.
    case writeRefused(BookID)
}

extension ServerStoreError: CustomStringConvertible {
    /// What happened, and what a person can do about it.
    package var description: String {
        switch self {
        case .noSuchBook(let book): "There is no book \(book) on this server."
        case .damaged(let what):
            "The database holds \(what) in a form that cannot be read; restore it from a backup."
        case .standsStill(let book):
            "The book \(book) stands still until its log came back from the laptops; "
                + "'counterfoil-server admin book status' tells for whom it waits."
        case .comesUp(let book):
            "The book \(book) comes up from a laptop; "
                + "'counterfoil-server admin book status' tells from which."
        case .writeRefused(let book):
            "What the server was to write to the book \(book) builds upon a change that was "
                + "refused; its laptop has to mend that first."
        }
    }
}
