import Identity
import Mailing
import PostgreSQL

extension Reception {
    /// The links by which somebody gets no more reminders, sealed under the keys of books.
    func unsubscribeLinks(pool: Pool) -> UnsubscribeLinks {
        UnsubscribeLinks(pool: pool, address: policy.address) { [bookKeys] book, connection in
            try bookKeys.present(of: book, in: connection)
        }
    }
}
