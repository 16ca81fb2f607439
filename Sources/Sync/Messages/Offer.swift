package import Causality

/// What a laptop holds of the log, brought to a server that lacks it.
package struct Offer: Hashable, Sendable {
    /// The points of history that it knows.
    package let points: [LogPoint]
    /// The entries, each with the point after it.
    package let entries: [VouchedEntry]
    /// The server's own signatures, which prove that it once accepted them.
    package let receipts: [Receipt]
    /// Whether it has nothing more to bring.
    package let isComplete: Bool

    /// Brings entries.
    package init(
        points: [LogPoint], entries: [VouchedEntry], receipts: [Receipt], isComplete: Bool
    ) {
        self.points = points
        self.entries = entries
        self.receipts = receipts
        self.isComplete = isComplete
    }
}

/// The server's answer to an offer.
package struct Offered: Hashable, Sendable {
    /// How the laptop stands after it.
    package let standing: Standing
    /// Dots under which the server holds other changes: the laptop puts its own aside.
    package let taken: Set<Dot>

    /// Answers an offer.
    package init(standing: Standing, taken: Set<Dot>) {
        self.standing = standing
        self.taken = taken
    }
}
