package import Causality

/// What a laptop holds of the log, brought to a server that lacks it, in as many messages as it
/// takes.
package struct Offer: Hashable, Sendable {
    /// What an entry means by the dots that it names: the hashes of the payloads that bear them,
    /// or zero bytes where backups hold what does. After a machine was cloned and the server
    /// restored two changes may bear one name, and whoever holds the entry knows which it means.
    package typealias Meanings = [Dot: ContentHash]

    /// How far an offer has come.
    package struct Progress: Hashable, Sendable {
        /// The point after the last entry that was brought.
        package let point: LogPoint
        /// What the next message tells of those before it.
        package let mark: ContentHash
    }

    /// Names of which one entry tells the meaning.
    package static let meaningsCountMax = 256
    /// Entries of one message: each may need a receipt of its own, with hundreds of hashes.
    package static let entriesCountMax = 500

    /// The points of history that it knows.
    package let points: [LogPoint]
    /// What the message before this one was called; `nil` with the first.
    package let after: ContentHash?
    /// What this one is called by the next; `nil` with the last: nothing more is brought.
    package let mark: ContentHash?
    /// The entries, each with the point after it.
    package let entries: [VouchedEntry]
    /// What each entry means by what it names.
    package let meanings: [Meanings]
    /// The server's own signatures, which prove that it once accepted them.
    package let receipts: [Receipt]

    /// Brings entries.
    package init(
        points: [LogPoint], after: ContentHash? = nil, mark: ContentHash? = nil,
        entries: [VouchedEntry], meanings: [Meanings]? = nil, receipts: [Receipt]
    ) {
        self.points = points
        self.after = after
        self.mark = mark
        self.entries = entries
        self.meanings = meanings ?? Array(repeating: [:], count: entries.count)
        self.receipts = receipts
    }

    /// What the entries mean by what they name, by their points.
    var meaningsByPoint: [LogPoint: Meanings] {
        Dictionary(zip(entries.map(\.point), meanings)) { $0.merging($1) { first, _ in first } }
    }

    /// Whether it has nothing more to bring.
    package var isComplete: Bool { mark == nil }

    /// How far the offer has come with this message, where more is to come.
    package var progress: Progress? {
        guard let mark, let last = entries.last else { return nil }
        return Progress(point: last.point, mark: mark)
    }

    /// What a message is called that brings some entries after others: by all of them.
    static func mark(
        of entries: [VouchedEntry], after mark: ContentHash?, using hash: HashFunction
    ) -> ContentHash {
        hash(entries.reduce(into: (mark ?? .zero).bytes) { $0 += $1.point.hash.bytes })
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
