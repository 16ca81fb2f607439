package import Causality

/// A laptop's first words: who it is, what it holds, and what it has still to send.
package struct Hello: Hashable, Sendable {
    /// What is still to be sent of one of the laptop's replicas.
    package struct Lane: Hashable, Sendable {
        /// The replica.
        package let replica: ReplicaID
        /// The counters that are held and whose fate is not known; what lies before them was
        /// judged, or is held no longer.
        package let unsent: ClosedRange<UInt64>
        /// The link of the change before the first of them.
        package let link: ContentHash

        /// Tells of a replica.
        package init(replica: ReplicaID, unsent: ClosedRange<UInt64>, link: ContentHash) {
            self.replica = replica
            self.unsent = unsent
            self.link = link
        }
    }

    /// The version of the protocol that it speaks.
    package let protocolVersion: UInt32
    /// The version of the catalog that it knows.
    package let schemaVersion: UInt32
    /// The book.
    package let book: BookID
    /// The laptop.
    package let device: DeviceID
    /// Its replicas that have something to send, in the order of their births.
    package let lanes: [Lane]
    /// What it holds of everybody's changes.
    package let vector: VersionVector
    /// The points of history that it knows: its cursor first, then the furthest verdict it heard.
    package let points: [LogPoint]

    /// Says hello.
    package init(
        protocolVersion: UInt32, schemaVersion: UInt32, book: BookID, device: DeviceID,
        lanes: [Lane], vector: VersionVector, points: [LogPoint]
    ) {
        self.protocolVersion = protocolVersion
        self.schemaVersion = schemaVersion
        self.book = book
        self.device = device
        self.lanes = lanes
        self.vector = vector
        self.points = points
    }
}

/// The server's answer to a hello.
package struct Welcome: Hashable, Sendable {
    /// Runs of changes that are asked for at once.
    package static let wantedCountMax = 10_000

    /// How the laptop stands.
    package let standing: Standing
    /// The server's clock.
    package let clock: Stamp
    /// The last point of the log.
    package let head: LogPoint
    /// The position up to which the server's backups hold the log: what lies below it need not be
    /// kept for a recovery.
    package let durable: UInt64
    /// What the server holds of the replicas that the hello named.
    package let held: VersionVector
    /// Changes that the server lacks below later ones: whoever holds their entries brings them.
    package let wanted: [MissingRange]
    /// The public keys that receipts are checked with, with their numbers.
    package let receiptKeys: [ReceiptKey]

    /// Answers a hello.
    package init(
        standing: Standing, clock: Stamp, head: LogPoint, durable: UInt64, held: VersionVector,
        wanted: [MissingRange] = [], receiptKeys: [ReceiptKey] = []
    ) {
        self.standing = standing
        self.clock = clock
        self.head = head
        self.durable = durable
        self.held = held
        self.wanted = wanted
        self.receiptKeys = receiptKeys
    }
}

/// A public key that receipts are checked with.
package struct ReceiptKey: Hashable, Sendable {
    /// The number that receipts name it by.
    package let number: UInt32
    /// The Ed25519 public key.
    package let bytes: [UInt8]

    /// Names a key.
    package init(number: UInt32, bytes: [UInt8]) {
        self.number = number
        self.bytes = bytes
    }
}
