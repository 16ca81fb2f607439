import HTTP

/// Gathers header fields, and notices what the library leaves out.
///
/// The library takes a NUL inside a value for its end and drops the rest of the line. It parses in
/// place, so between the end of one field and the beginning of the next there is nothing but line
/// ends and white space, unless something was dropped.
struct FieldCollector {
    private(set) var fields: [Headers.Field] = []
    private(set) var isCutShort = false
    private let wire: UnsafeRawBufferPointer
    private var position: Int?

    init(wire: UnsafeRawBufferPointer) {
        self.wire = wire
    }

    mutating func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        fields.append(
            Headers.Field(
                name: String(decoding: name, as: UTF8.self),
                value: String(decoding: value, as: UTF8.self)))
        let start = offset(of: name.baseAddress)
        if let position, let start, position < start,
            !wire[position..<start].allSatisfy(Self.isBetweenFields)
        {
            isCutShort = true
        }
        position = offset(of: value.baseAddress).map { $0 + value.count }
        if let position, position < wire.count, Self.isHidden(wire[position...]) {
            isCutShort = true
        }
    }

    private func offset(of address: UnsafeRawPointer?) -> Int? {
        guard let address, let base = wire.baseAddress else { return nil }
        let offset = address - base
        return (0..<wire.count).contains(offset) ? offset : nil
    }

    /// Whether a text goes on behind a single NUL: a line end would be two bytes, both cleared.
    private static func isHidden(_ rest: UnsafeRawBufferPointer.SubSequence) -> Bool {
        var rest = rest.makeIterator()
        guard rest.next() == 0, let next = rest.next() else { return false }
        return !isBetweenFields(next)
    }

    private static func isBetweenFields(_ byte: UInt8) -> Bool {
        byte == 0 || byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
