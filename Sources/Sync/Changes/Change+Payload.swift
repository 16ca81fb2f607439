package import Bytes
package import Causality

extension Change {
    /// The bounds that a change from outside must keep.
    package enum Limits {
        /// Bytes of a whole payload.
        package static let payloadBytesMax = 4 << 20
        /// Writes of one change.
        package static let writesMax = 10_000
        /// Siblings that one write replaces.
        package static let replacesMax = 1_000
        /// Things that a later version says of it.
        package static let extrasMax = 64
        /// Bytes that every write takes at least.
        static let writeBytesMin = 21
    }

    /// The canonical bytes of the change, which are hashed, stored and sent as they are.
    package var payload: [UInt8] {
        var writer = ByteWriter(capacity: 64 + 64 * writes.count)
        writer.dot(dot)
        writer.identifier(device)
        writer.count(author == nil ? 0 : 1)
        if let author { writer.identifier(author) }
        writer.varint(claimed.bits)
        writer.varint(UInt64(schemaVersion))
        writer.count(writes.count)
        for write in writes { write.encode(into: &writer) }
        for extra in extras { extra.encode(into: &writer) }
        return writer.bytes
    }

    /// Reads a change from its payload.
    package init(payload: [UInt8]) throws(MalformedBytes) {
        var reader = ByteReader(payload)
        guard payload.count <= Limits.payloadBytesMax else { throw reader.failure(.overLimit) }
        let dot = try reader.dot()
        let device: DeviceID = try reader.identifier()
        let author: PersonID? = try reader.count(max: 1) == 0 ? nil : try reader.identifier()
        let claimed = Stamp(bits: try reader.varint())
        let schemaVersion = try reader.number()
        var writes: [Write] = []
        let count = try reader.count(max: Limits.writesMax)
        writes.reserveCapacity(min(count, reader.remaining / Limits.writeBytesMin))
        for index in 0..<count {
            let write = try Write(from: &reader)
            if index > 0, writes[index - 1].address >= write.address {
                throw reader.failure(.notCanonical)
            }
            writes.append(write)
        }
        self.init(
            dot: dot, device: device, author: author, claimed: claimed,
            schemaVersion: schemaVersion, ascending: writes, extras: try Extra.all(from: &reader))
    }
}

extension Change.Extra {
    fileprivate func encode(into writer: inout ByteWriter) {
        writer.varint(UInt64(number))
        writer.block(bytes)
    }

    /// Reads what follows the writes, up to the end.
    fileprivate static func all(
        from reader: inout ByteReader
    ) throws(MalformedBytes) -> [Change.Extra] {
        var extras: [Change.Extra] = []
        while !reader.isAtEnd {
            guard extras.count < Change.Limits.extrasMax else { throw reader.failure(.overLimit) }
            let number = try reader.number()
            if let last = extras.last, last.number >= number {
                throw reader.failure(.notCanonical)
            }
            let bytes = try reader.block(max: Change.Limits.payloadBytesMax)
            extras.append(Change.Extra(number: number, bytes: bytes))
        }
        return extras
    }
}

extension Write {
    fileprivate func encode(into writer: inout ByteWriter) {
        address.encode(into: &writer)
        Value.encode(value, into: &writer)
        writer.count(replaces.count)
        for dot in replaces { writer.dot(dot) }
    }

    fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
        self.init(
            address: try RegisterAddress(from: &reader), value: try Value.orNone(from: &reader),
            replaces: try reader.ascendingDots())
    }
}

extension ByteWriter {
    /// Writes a dot with its full replica id.
    package mutating func dot(_ dot: Dot) {
        identifier(dot.replica)
        varint(dot.counter)
    }
}

extension ByteReader {
    /// Reads a dot with its full replica id; there is no change before the first.
    package mutating func dot() throws(MalformedBytes) -> Dot {
        let dot = Dot(replica: try identifier(), counter: try ordinal())
        guard dot.counter > 0 else { throw failure(.notCanonical) }
        return dot
    }

    /// Reads the dots that a write names, which ascend.
    mutating func ascendingDots() throws(MalformedBytes) -> [Dot] {
        var dots: [Dot] = []
        let count = try count(max: Change.Limits.replacesMax)
        if count == 1 { return [try dot()] }
        for _ in 0..<count {
            let dot = try dot()
            if let last = dots.last, last >= dot { throw failure(.notCanonical) }
            dots.append(dot)
        }
        return dots
    }

    /// Reads a number of the catalog.
    package mutating func number() throws(MalformedBytes) -> UInt32 {
        guard let number = UInt32(exactly: try varint()) else { throw failure(.numberTooLarge) }
        return number
    }
}
