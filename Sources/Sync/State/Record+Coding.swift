package import Bytes
import Causality

/// The canonical bytes of a record's state: equal states give equal bytes.
///
/// Registers that were written at once share one source, so its dot and stamps stand there once:
/// replicas in their order, then sources in the order of their dots, then registers by key.
extension Record {
    /// The canonical bytes of the state, as stores keep it.
    package var encoded: [UInt8] {
        let sources = Sources(of: self)
        var writer = ByteWriter()
        sources.encode(into: &writer)
        writer.count(registers.count)
        for slot in registers { slot.encode(into: &writer, sources) }
        return writer.bytes
    }

    /// Reads a state as a store kept it. Its counts have no bound but the bytes that are there: a
    /// state that could be written but not read again would hold up every change after it.
    package init(key: RecordKey, encoded: [UInt8]) throws(MalformedBytes) {
        var reader = ByteReader(encoded)
        self = try Record(key: key, from: &reader)
        try reader.finish()
    }

    /// Reads a state out of others.
    package init(key: RecordKey, from reader: inout ByteReader) throws(MalformedBytes) {
        let sources = try Sources(from: &reader)
        var registers = Registers()
        for _ in 0..<(try reader.count(max: .max)) {
            let (key, register) = try Registers.Slot.decode(from: &reader, sources)
            if let last = registers.lastKey, last >= key { throw reader.failure(.notCanonical) }
            registers.append(key, register)
        }
        self.init(key: key, registers: registers)
        guard Sources(of: self) == sources else { throw reader.failure(.notCanonical) }
    }
}

/// What a register's number is told with: whether it is a set's element, and how many siblings.
private struct Flags {
    static let hasElement: UInt64 = 1
    static let hasSeveral: UInt64 = 2
}

extension Registers.Slot {
    fileprivate func encode(into writer: inout ByteWriter, _ sources: Sources) {
        let flags =
            (key.element.isEmpty ? 0 : Flags.hasElement)
            | (value.count == 1 ? 0 : Flags.hasSeveral)
        writer.varint(UInt64(key.number) << 2 | flags)
        if !key.element.isEmpty { writer.block(key.element) }
        if value.count != 1 { writer.count(value.count) }
        value.forEach { sibling in
            sources.encodePlace(of: sibling, into: &writer)
            sibling.value.encode(into: &writer)
        }
    }

    fileprivate static func decode(
        from reader: inout ByteReader, _ sources: Sources
    ) throws(MalformedBytes) -> (RegisterKey, Register) {
        let head = try reader.varint()
        guard let number = UInt32(exactly: head >> 2) else {
            throw reader.failure(.numberTooLarge)
        }
        var element: [UInt8] = []
        if head & Flags.hasElement != 0 {
            element = try reader.block(max: RegisterAddress.elementBytesMax)
            if element.isEmpty { throw reader.failure(.notCanonical) }
        }
        let key = RegisterKey(number, element: element)
        guard head & Flags.hasSeveral != 0 else {
            return (key, Register(only: try sources.sibling(after: nil, from: &reader)))
        }
        let count = try reader.count(max: .max)
        if count < 2 { throw reader.failure(.notCanonical) }
        var siblings: [Sibling] = []
        for _ in 0..<count {
            siblings.append(try sources.sibling(after: siblings.last, from: &reader))
        }
        return (key, Register(siblings: siblings))
    }
}
