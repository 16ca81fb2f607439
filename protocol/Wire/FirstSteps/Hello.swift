package import Bytes
package import Causality

/// The version of the protocol that this code speaks.
package enum ProtocolVersion {
    /// Raised when a side that knows only the older one could misread the newer one.
    package static let current: UInt32 = 1
}

/// An agent's first words: which changes of its own it may still have to send.
package struct Hello: Message {
    package static let kind = MessageKind.hello

    /// The version that the agent speaks.
    package let protocolVersion: UInt32
    /// How far the changes go that the agent holds.
    package let vector: VersionVector

    /// Says hello.
    package init(protocolVersion: UInt32 = ProtocolVersion.current, vector: VersionVector) {
        self.protocolVersion = protocolVersion
        self.vector = vector
    }

    package func encode(into writer: inout ByteWriter) {
        writer.varint(UInt64(protocolVersion))
        writer.vector(vector)
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        guard let version = UInt32(exactly: try reader.varint()) else {
            throw reader.failure(.numberTooLarge)
        }
        self.init(protocolVersion: version, vector: try reader.vector())
    }
}

/// The server's answer: of the replicas that the agent named, how far it holds their changes.
package struct Welcome: Message {
    package static let kind = MessageKind.welcome

    /// What the server holds of the replicas that the hello named.
    package let vector: VersionVector
    /// The position of the last entry in the book's log.
    package let head: UInt64
    /// The server's clock.
    package let clock: Stamp

    /// Answers a hello.
    package init(vector: VersionVector, head: UInt64, clock: Stamp) {
        self.vector = vector
        self.head = head
        self.clock = clock
    }

    package func encode(into writer: inout ByteWriter) {
        writer.vector(vector)
        writer.varint(head)
        writer.varint(clock.bits)
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(
            vector: try reader.vector(), head: try reader.varint(),
            clock: Stamp(bits: try reader.varint()))
    }
}

extension ByteWriter {
    /// Writes a version vector in the order of its replicas.
    package mutating func vector(_ vector: VersionVector) {
        count(vector.count)
        for (replica, counter) in vector.entries {
            identifier(replica)
            varint(counter)
        }
    }
}

extension ByteReader {
    private static var replicasMax: Int { 100_000 }

    /// Reads a version vector.
    package mutating func vector() throws(MalformedBytes) -> VersionVector {
        var (counters, last) = ([ReplicaID: UInt64](), ReplicaID?.none)
        for _ in 0..<(try count(max: Self.replicasMax)) {
            let replica: ReplicaID = try identifier()
            if let last, last >= replica { throw failure(.notCanonical) }
            let counter = try varint()
            guard counter > 0 else { throw failure(.notCanonical) }
            counters[replica] = counter
            last = replica
        }
        return VersionVector(counters)
    }
}
