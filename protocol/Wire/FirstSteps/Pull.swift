package import Bytes

/// An agent's question for what came after its cursor.
package struct Pull: Message {
    package static let kind = MessageKind.pull

    /// The position up to which the agent has applied the log.
    package let after: UInt64
    /// How long the server may hold the question while there is nothing to answer.
    package let waitSeconds: UInt32

    /// Asks for entries.
    package init(after: UInt64, waitSeconds: UInt32) {
        self.after = after
        self.waitSeconds = waitSeconds
    }

    package func encode(into writer: inout ByteWriter) {
        writer.varint(after)
        writer.varint(UInt64(waitSeconds))
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        let after = try reader.varint()
        guard let waitSeconds = UInt32(exactly: try reader.varint()) else {
            throw reader.failure(.numberTooLarge)
        }
        self.init(after: after, waitSeconds: waitSeconds)
    }
}
