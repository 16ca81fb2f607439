/// Names one life of one database that writes to a book.
///
/// Sixteen random bytes, minted anew at the first write after every program start. A database that
/// was rewound, copied or restored therefore never mints a dot that another history holds.
package struct ReplicaID: Hashable, Sendable {
    /// The number of bytes of every replica id.
    package static let byteCount = 16

    package let bytes: [UInt8]

    /// Takes the bytes as they come from outside; `nil` unless there are exactly sixteen.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Mints an id from a source of randomness that the caller owns.
    package init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension ReplicaID: Comparable {
    /// Orders ids by their bytes: the last tie-break of a standing value.
    package static func < (left: ReplicaID, right: ReplicaID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
