/// A laptop's question for what came after its cursor.
package struct Pull: Hashable, Sendable {
    /// The points of history that it knows, its cursor first.
    package let points: [LogPoint]
    /// How long the server may hold the question while there is nothing to answer.
    package let waitSeconds: UInt32

    /// Asks what follows.
    package init(points: [LogPoint], waitSeconds: UInt32) {
        self.points = points
        self.waitSeconds = waitSeconds
    }
}

/// The server's answer to a pull: the entries that follow the cursor, in the order of the log.
package struct Page: Hashable, Sendable {
    /// An entry, and the graves that it opens.
    package struct Item: Hashable, Sendable {
        /// The entry.
        package let entry: LogEntry
        /// The records that it reaches and whose lives were over, as they were before it.
        package let graves: [Record]

        /// Brings an entry.
        package init(entry: LogEntry, graves: [Record] = []) {
            self.entry = entry
            self.graves = graves
        }
    }

    /// How the laptop stands; the page is empty unless it goes on.
    package let standing: Standing
    /// The entries.
    package let items: [Item]
    /// The point after the last of them, or the cursor itself.
    package let end: LogPoint
    /// The last point of the log.
    package let head: LogPoint
    /// The digest of the server's state at `end`, where that is the head.
    package let digest: ContentHash?
    /// The position up to which the server's backups hold the log.
    package let durable: UInt64
    /// The server's signed word for the entries.
    package let receipts: [Receipt]

    /// Answers a pull.
    package init(
        standing: Standing, items: [Item], end: LogPoint, head: LogPoint,
        digest: ContentHash? = nil, durable: UInt64 = 0, receipts: [Receipt] = []
    ) {
        self.standing = standing
        self.items = items
        self.end = end
        self.head = head
        self.digest = digest
        self.durable = durable
        self.receipts = receipts
    }
}
