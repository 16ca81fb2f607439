package import Bytes
package import Causality
import Sync

/// One entry of a book's log: a change, where it stands, and the stamp that everybody uses for it.
package struct Entry: Hashable, Sendable {
    /// Its place in the log, from 1 without gaps.
    package let position: UInt64
    /// What orders its values among siblings.
    package let effective: Stamp
    /// The change as its author's replica stored it.
    package let payload: [UInt8]

    /// An entry of the log.
    package init(position: UInt64, effective: Stamp, payload: [UInt8]) {
        self.position = position
        self.effective = effective
        self.payload = payload
    }
}

/// The server's answer to a pull: the entries that follow the cursor, in the order of the log.
package struct Entries: Message {
    package static let kind = MessageKind.entries
    /// Entries in one answer.
    package static let entriesMax = 1_000

    /// The entries.
    package let entries: [Entry]
    /// The position of the last entry in the book's log.
    package let head: UInt64

    /// Answers a pull.
    package init(_ entries: [Entry], head: UInt64) {
        self.entries = entries
        self.head = head
    }

    package func encode(into writer: inout ByteWriter) {
        writer.varint(head)
        writer.count(entries.count)
        for entry in entries {
            writer.varint(entry.position)
            writer.varint(entry.effective.bits)
            writer.block(entry.payload)
        }
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let head = try reader.varint()
        var entries: [Entry] = []
        for _ in 0..<(try reader.count(max: Self.entriesMax)) {
            let entry = Entry(
                position: try reader.varint(), effective: Stamp(bits: try reader.varint()),
                payload: try reader.block(max: Change.Limits.payloadBytesMax))
            entries.append(entry)
        }
        self.init(entries, head: head)
    }
}
