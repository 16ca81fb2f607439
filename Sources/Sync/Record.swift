package import Bytes
package import Causality

/// The state of one record: its registers with their siblings.
package struct Record: Hashable, Sendable {
    /// Which record it is.
    package let key: RecordKey
    /// What was written, by register number.
    package private(set) var registers: [UInt32: Register] = [:]

    /// A record that nobody has written to.
    package init(key: RecordKey) { self.key = key }

    /// The register of a number; one that nobody has written to is empty.
    package subscript(number: UInt32) -> Register { registers[number] ?? Register() }

    /// Applies those writes of a change that are meant for this record.
    package mutating func apply(_ change: Change, stamp: Stamp) {
        for write in change.writes(to: key) {
            registers[write.address.register, default: Register()]
                .apply(write, dot: change.dot, stamp: stamp)
        }
    }

    /// Takes over the stamp that the server has set for a change.
    package mutating func restamp(_ dot: Dot, as stamp: Stamp) {
        for number in registers.keys { registers[number]?.restamp(dot, as: stamp) }
    }

    /// Whether the record is shown in lists: alive, or not yet known to be deleted.
    package var isAlive: Bool {
        guard let value = self[Life.register].standing(.life)?.value else { return false }
        return Life(value) != .deleted
    }
}

extension Record {
    /// The canonical bytes of the state, as stores keep it: equal states give equal bytes.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.count(registers.count)
        for (number, register) in registers.sorted(by: { $0.key < $1.key }) {
            writer.varint(UInt64(number))
            writer.count(register.siblings.count)
            for sibling in register.siblings {
                writer.dot(sibling.dot)
                writer.varint(sibling.stamp.bits)
                sibling.value.encode(into: &writer)
            }
        }
        return writer.bytes
    }

    /// Reads a state as a store kept it. Its counts have no bound but the bytes that are there: a
    /// state that could be written but not read again would hold up every change after it.
    package init(key: RecordKey, encoded: [UInt8]) throws(MalformedBytes) {
        self.init(key: key)
        var reader = ByteReader(encoded)
        for _ in 0..<(try reader.count(max: .max)) {
            let number = try reader.number()
            registers[number] = Register(siblings: try Self.siblings(from: &reader))
        }
        try reader.finish()
    }

    private static func siblings(
        from reader: inout ByteReader
    ) throws(MalformedBytes) -> [Sibling] {
        var siblings: [Sibling] = []
        for _ in 0..<(try reader.count(max: .max)) {
            let dot = try reader.dot()
            let stamp = Stamp(bits: try reader.varint())
            siblings.append(Sibling(dot: dot, stamp: stamp, value: try Value(from: &reader)))
        }
        return siblings
    }
}
