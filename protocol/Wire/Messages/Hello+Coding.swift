package import Bytes
import Causality
package import Sync

extension Hello: SessionMessage {
    package static var kind: MessageKind { .hello }

    package func encode(into body: inout BodyWriter) {
        body.writer.varint(UInt64(protocolVersion))
        body.writer.varint(UInt64(schemaVersion))
        body.writer.identifier(book)
        body.writer.identifier(device)
        body.writer.count(lanes.count)
        for lane in lanes {
            body.replica(lane.replica)
            body.range(lane.unsent)
            body.writer.contentHash(lane.link)
        }
        body.vector(vector)
        body.points(points)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let protocolVersion = try body.reader.number()
        let schemaVersion = try body.reader.number()
        let (book, device): (BookID, DeviceID) = (
            try body.reader.identifier(), try body.reader.identifier()
        )
        var lanes: [Lane] = []
        for _ in 0..<(try body.reader.count(max: Limits.listMax)) {
            lanes.append(
                Lane(
                    replica: try body.replica(), unsent: try body.range(),
                    link: try body.reader.contentHash()))
        }
        self.init(
            protocolVersion: protocolVersion, schemaVersion: schemaVersion, book: book,
            device: device, lanes: lanes, vector: try body.vector(), points: try body.points())
    }
}
