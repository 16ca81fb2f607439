package import Bytes
import Causality

extension Record {
    /// The canonical bytes of the state, as stores keep it: equal states give equal bytes.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.count(registers.count)
        for (key, register) in registers.sorted(by: { $0.key < $1.key }) {
            writer.registerKey(key)
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
        var (reader, registers) = (ByteReader(encoded), [RegisterKey: Register]())
        for _ in 0..<(try reader.count(max: .max)) {
            let register = try reader.registerKey()
            registers[register] = Register(siblings: try Self.siblings(from: &reader))
        }
        try reader.finish()
        self.init(key: key, registers: registers)
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
