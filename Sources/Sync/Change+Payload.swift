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
    }

    /// The canonical bytes of the change, which are hashed, stored and sent as they are.
    package var payload: [UInt8] {
        var writer = ByteWriter(capacity: 64 + 64 * writes.count)
        writer.dot(dot)
        writer.identifier(device)
        writer.varint(claimed.bits)
        writer.varint(UInt64(schemaVersion))
        writer.count(writes.count)
        for write in writes { write.encode(into: &writer) }
        return writer.bytes
    }

    /// Reads a change from its payload.
    package init(payload: [UInt8]) throws(MalformedBytes) {
        var reader = ByteReader(payload)
        guard payload.count <= Limits.payloadBytesMax else { throw reader.failure(.overLimit) }
        let dot = try reader.dot()
        let device: DeviceID = try reader.identifier()
        let claimed = Stamp(bits: try reader.varint())
        let schemaVersion = try reader.number()
        var writes: [Write] = []
        for _ in 0..<(try reader.count(max: Limits.writesMax)) {
            let write = try Write(from: &reader)
            if let last = writes.last, last.address >= write.address {
                throw reader.failure(.notCanonical)
            }
            writes.append(write)
        }
        try reader.finish()
        self.init(
            dot: dot, device: device, claimed: claimed, schemaVersion: schemaVersion,
            writes: writes)
    }
}

extension Write {
    fileprivate func encode(into writer: inout ByteWriter) {
        writer.varint(UInt64(address.record.collection))
        writer.identifier(address.record.id)
        writer.varint(UInt64(address.register))
        value.encode(into: &writer)
        writer.count(replaces.count)
        for dot in replaces { writer.dot(dot) }
    }

    fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
        let record = RecordKey(collection: try reader.number(), id: try reader.identifier())
        let address = RegisterAddress(record: record, register: try reader.number())
        let value = try Value(from: &reader)
        var replaces: [Dot] = []
        for _ in 0..<(try reader.count(max: Change.Limits.replacesMax)) {
            let dot = try reader.dot()
            if let last = replaces.last, last >= dot { throw reader.failure(.notCanonical) }
            replaces.append(dot)
        }
        self.init(address: address, value: value, replaces: replaces)
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
        let dot = Dot(replica: try identifier(), counter: try varint())
        guard dot.counter > 0 else { throw failure(.notCanonical) }
        return dot
    }

    /// Reads a number of the catalog.
    package mutating func number() throws(MalformedBytes) -> UInt32 {
        guard let number = UInt32(exactly: try varint()) else { throw failure(.numberTooLarge) }
        return number
    }
}
