package import Bytes
import Sync

/// Changes that an agent sends, each as the payload that was stored when it was made.
package struct Push: Message {
    package static let kind = MessageKind.push
    /// Changes in one push.
    package static let changesMax = 500

    /// The payloads: each replica's changes in the order of their counters.
    package let payloads: [[UInt8]]

    /// Sends changes.
    package init(payloads: [[UInt8]]) { self.payloads = payloads }

    package func encode(into writer: inout ByteWriter) {
        writer.count(payloads.count)
        for payload in payloads { writer.block(payload) }
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        var payloads: [[UInt8]] = []
        for _ in 0..<(try reader.count(max: Self.changesMax)) {
            payloads.append(try reader.block(max: Change.Limits.payloadBytesMax))
        }
        self.init(payloads: payloads)
    }
}
