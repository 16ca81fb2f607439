package import Bytes
import Causality

/// The canonical bytes of an entry, which the log hash covers: everything that an entry carries.
extension LogEntry {
    private enum Kind: UInt8 {
        case payload = 1
        case empty
        case closed
    }

    /// The canonical bytes of the entry.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    /// Writes the canonical form.
    package func encode(into writer: inout ByteWriter) {
        writer.varint(position)
        switch content {
        case .change(let change): Self.encode(change, into: &writer)
        case .closed(let replica):
            writer.byte(Kind.closed.rawValue)
            writer.identifier(replica)
        }
    }

    private static func encode(_ change: JudgedChange, into writer: inout ByteWriter) {
        switch change.body {
        case .payload(let payload):
            writer.byte(Kind.payload.rawValue)
            writer.dot(change.dot)
            writer.block(payload)
        case .empty(let form):
            writer.byte(Kind.empty.rawValue)
            form.encode(into: &writer)
        }
        change.ruling.encode(into: &writer)
        writer.varint(change.stamps.effective.bits)
        writer.varint(change.stamps.accepted.bits)
    }

    /// Reads the canonical form.
    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let position = try reader.ordinal()
        guard let kind = Kind(rawValue: try reader.byte()) else {
            throw reader.failure(.unknownKind)
        }
        switch kind {
        case .payload:
            let dot = try reader.dot()
            let payload = try reader.block(max: Change.Limits.payloadBytesMax)
            let change = try JudgedChange(dot: dot, body: .payload(payload), from: &reader)
            self.init(position: position, content: .change(change))
        case .empty:
            let form = try EmptyForm(from: &reader)
            let change = try JudgedChange(dot: form.dot, body: .empty(form), from: &reader)
            self.init(position: position, content: .change(change))
        case .closed: self.init(position: position, content: .closed(try reader.identifier()))
        }
    }
}

extension JudgedChange {
    fileprivate init(
        dot: Dot, body: Body, from reader: inout ByteReader
    ) throws(MalformedBytes) {
        let ruling = try Ruling(from: &reader)
        let effective = Stamp(bits: try reader.varint())
        let stamps = Stamps(effective: effective, accepted: Stamp(bits: try reader.varint()))
        self.init(dot: dot, body: body, ruling: ruling, stamps: stamps)
    }
}
