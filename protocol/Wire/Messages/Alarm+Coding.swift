package import Bytes
package import Sync

extension Alarm: SessionMessage {
    package static var kind: MessageKind { .alarm }

    private enum Kind: UInt8 {
        case quarantined = 1
        case parityLost
    }

    package func encode(into body: inout BodyWriter) {
        switch self {
        case .quarantined(let changes):
            body.writer.byte(Kind.quarantined.rawValue)
            body.writer.count(changes.count)
            ChangeBatch.write(changes, into: &body)
        case .parityLost(let point, let digest):
            body.writer.byte(Kind.parityLost.rawValue)
            body.point(point)
            body.writer.contentHash(digest)
        }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        guard let kind = Kind(rawValue: try body.reader.byte()) else {
            throw body.reader.failure(.unknownKind)
        }
        switch kind {
        case .quarantined:
            let count = try body.reader.count(max: ChangeBatch.changesMax)
            self = .quarantined(try ChangeBatch.read([count], from: &body)[0])
        case .parityLost:
            self = .parityLost(point: try body.point(), digest: try body.reader.contentHash())
        }
    }
}

extension Noted: SessionMessage {
    package static var kind: MessageKind { .noted }

    package func encode(into body: inout BodyWriter) {}

    package init(from body: inout BodyReader) throws(MalformedBytes) { self.init() }
}
