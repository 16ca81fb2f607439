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
        body.writer.count(graves.count)
        for grave in graves {
            body.key(grave.key)
            body.writer.count(grave.life.count)
            for dot in grave.life { body.dot(dot) }
        }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (after, through) = (try body.optionalKey(), try body.optionalKey())
        let (point, records) = (try body.point(), try body.records())
        var graves: [Grave] = []
        for _ in 0..<(try body.reader.count(max: Limits.recordsMax)) {
            let key = try body.key()
            var life: [Dot] = []
            for _ in 0..<(try body.reader.count(max: Limits.listMax)) {
                life.append(try body.dot())
            }
            graves.append(Grave(key: key, life: life))
        }
        self.init(
            after: after, through: through, point: point, records: records, graves: graves)
    }
}
