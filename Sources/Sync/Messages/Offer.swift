package import Causality

/// What a laptop holds of the log, brought to a server that lacks it.
package struct Offer: Hashable, Sendable {
    /// Entries of one message: each may need a receipt of its own, with hundreds of hashes.
    package static let entriesCountMax = 500

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
    /// Whether that was all that the laptop had to bring.
    package let isComplete: Bool
    /// How the laptop stands once it has brought everything.
    package let standing: Standing
    /// Dots under which the server holds other changes: the laptop puts its own aside.
    package let taken: Set<Dot>

    /// Answers an offer.
    package init(isComplete: Bool, standing: Standing, taken: Set<Dot>) {
        self.isComplete = isComplete
        self.standing = standing
        self.taken = taken
    }
}
