package import Bytes
import Causality
package import Sync

extension SnapshotChunk: SessionMessage {
    package static var kind: MessageKind { .snapshotChunk }

    package func encode(into body: inout BodyWriter) {
        body.optional(after)
        body.optional(through)
        body.point(point)
        body.records(records)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (after, through) = (try body.optionalKey(), try body.optionalKey())
        self.init(
            after: after, through: through, point: try body.point(), records: try body.records())
    }
}
