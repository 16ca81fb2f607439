package import Bytes
package import Sync

extension Pull: SessionMessage {
    package static var kind: MessageKind { .pull }

    package func encode(into body: inout BodyWriter) {
        body.points(points)
        body.writer.varint(UInt64(waitSeconds))
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        self.init(points: try body.points(), waitSeconds: try body.reader.number())
    }
}
