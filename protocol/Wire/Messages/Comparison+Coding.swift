package import Bytes
package import Sync

extension Comparison: SessionMessage {
    package static var kind: MessageKind { .comparison }

    package func encode(into body: inout BodyWriter) {
        body.point(point)
        body.keyRanges(ranges)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        self.init(point: try body.point(), ranges: try body.keyRanges())
    }
}

extension Digests: SessionMessage {
    package static var kind: MessageKind { .digests }

    package func encode(into body: inout BodyWriter) {
        body.point(point)
        body.writer.count(ranges.count)
        for range in ranges {
            body.writer.contentHash(range.digest)
            body.writer.varint(range.count)
        }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let point = try body.point()
        var ranges: [RangeDigest] = []
        for _ in 0..<(try body.reader.count(max: Limits.listMax)) {
            ranges.append(
                RangeDigest(digest: try body.reader.contentHash(), count: try body.reader.varint()))
        }
        self.init(point: point, ranges: ranges)
    }
}

extension BodyWriter {
    mutating func keyRanges(_ ranges: [KeyRange]) {
        writer.count(ranges.count)
        for range in ranges {
            optional(range.after)
            optional(range.through)
        }
    }
}

extension BodyReader {
    mutating func keyRanges() throws(MalformedBytes) -> [KeyRange] {
        var ranges: [KeyRange] = []
        for _ in 0..<(try reader.count(max: Limits.listMax)) {
            ranges.append(KeyRange(after: try optionalKey(), through: try optionalKey()))
        }
        return ranges
    }
}
