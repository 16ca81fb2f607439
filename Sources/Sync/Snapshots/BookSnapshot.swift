package import Causality

/// A snapshot that is put together: what takes the place of a laptop's base.
package struct BookSnapshot: Sendable {
    /// What the log adds up to at the point.
    package let state: BookState
    /// The point.
    package let point: LogPoint
    /// The replicas of the log up to the point, by their numbers.
    package let roll: Roll
    /// The entries up to the point that no backup is known to hold.
    package let kept: [VouchedEntry]
    /// The receipts that vouch for them.
    package let receipts: [Receipt]
    /// The position up to which nothing has to be kept.
    package let durable: UInt64
    /// What a database added up while it staged the records that are not at hand here; `nil` where
    /// all of them are.
    package let staged: (digest: StateDigest, latest: Stamp)?

    /// Puts a snapshot together.
    package init(
        _ state: BookState, at point: LogPoint, roll: Roll = Roll(), kept: [VouchedEntry] = [],
        receipts: [Receipt] = [], durable: UInt64 = 0,
        staged: (digest: StateDigest, latest: Stamp)? = nil
    ) {
        self.staged = staged
        self.state = state
        self.point = point
        self.roll = roll
        self.kept = kept
        self.receipts = receipts
        self.durable = durable
    }
}
