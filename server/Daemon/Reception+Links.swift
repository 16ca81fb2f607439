import Identity
import Mailing
import PostgreSQL

extension BookKeys: LinkKeys {}

extension Reception {
    /// The links by which somebody gets no more reminders.
    func unsubscribeLinks(pool: Pool) -> UnsubscribeLinks {
        UnsubscribeLinks(pool: pool, address: policy.address, keys: bookKeys)
    }
}
