package import Bytes

/// Mints ids in the order of time that are short on the wire: version 7 UUIDs of which the 74 free
/// bits are the first 46 of a replica's id and a serial number.
///
/// Two replicas that agree in 46 random bits, in the millisecond and in the serial number would be
/// needed to mint one id twice; one replica counts, so it never does.
package struct IdentifierMint: Hashable, Sendable {
    /// Serial numbers below this one fit.
    package static let serialsMax: UInt32 = 1 << 28

    private let replica: ReplicaID
    private var serial: UInt32

    /// Mints for a replica that has minted so many ids before.
    package init(of replica: ReplicaID, after serial: UInt32 = 0) {
        self.replica = replica
        self.serial = serial % Self.serialsMax
    }

    /// The next id, at the machine's present time.
    package mutating func next<Subject>(milliseconds: UInt64) -> Identifier<Subject> {
        let origin = IdentifierOrigin(
            milliseconds: milliseconds & Stamp.millisecondsMax, node: replica.node, serial: serial)
        serial = (serial + 1) % Self.serialsMax
        return Identifier(origin)
    }
}

/// What a minted id tells of its minting.
package struct IdentifierOrigin: Hashable, Sendable {
    /// When, in 48 bits.
    package let milliseconds: UInt64
    /// The first 46 bits of the replica's id.
    package let node: UInt64
    /// Which of the replica's ids, in 28 bits.
    package let serial: UInt32

    /// Gathers the parts.
    package init(milliseconds: UInt64, node: UInt64, serial: UInt32) {
        self.milliseconds = milliseconds
        self.node = node
        self.serial = serial
    }
}

extension Identifier {
    /// The first 46 bits: what the ids that a replica mints have in common.
    package var node: UInt64 { words.high >> 18 }

    /// The id of its parts.
    package init(_ origin: IdentifierOrigin) {
        let high = origin.milliseconds << 16 | 0x7000 | origin.node >> 34
        let low = 1 << 63 | (origin.node & 0x3_ffff_ffff) << 28 | UInt64(origin.serial)
        self.init(words: (high: high, low: low))
    }

    /// The parts of a version 7 UUID; any other id has none.
    package var origin: IdentifierOrigin? {
        let (high, low) = words
        guard high & 0xf000 == 0x7000, low >> 62 == 2 else { return nil }
        return IdentifierOrigin(
            milliseconds: high >> 16, node: (high & 0xfff) << 34 | low >> 28 & 0x3_ffff_ffff,
            serial: UInt32(truncatingIfNeeded: low & 0xfff_ffff))
    }
}
