package import Bytes
package import Sync

extension RecordQuery: SessionMessage {
    package static var kind: MessageKind { .recordQuery }

    package func encode(into body: inout BodyWriter) {
        body.point(point)
        body.keyRanges(ranges)
        body.writer.count(keys.count)
        for key in keys { body.key(key) }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (point, ranges) = (try body.point(), try body.keyRanges())
        var keys: [RecordKey] = []
        for _ in 0..<(try body.reader.count(max: Limits.recordsMax)) {
            keys.append(try body.key())
        }
        self.init(point: point, ranges: ranges, keys: keys)
    }
}

extension Records: SessionMessage {
    package static var kind: MessageKind { .records }

    package func encode(into body: inout BodyWriter) {
        body.point(point)
        body.records(records)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        self.init(point: try body.point(), records: try body.records())
    }
}
