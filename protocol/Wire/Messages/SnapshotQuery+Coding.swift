package import Bytes
package import Sync

extension SnapshotQuery: SessionMessage {
    package static var kind: MessageKind { .snapshotQuery }

    private enum Kind: UInt8 {
        case head = 1
        case first
        case next
    }

    package func encode(into body: inout BodyWriter) {
        switch self {
        case .head: body.writer.byte(Kind.head.rawValue)
        case .chunk(nil): body.writer.byte(Kind.first.rawValue)
        case .chunk(let key?):
            body.writer.byte(Kind.next.rawValue)
            body.key(key)
        }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        guard let kind = Kind(rawValue: try body.reader.byte()) else {
            throw body.reader.failure(.unknownKind)
        }
        switch kind {
        case .head: self = .head
        case .first: self = .chunk(after: nil)
        case .next: self = .chunk(after: try body.key())
        }
    }
}
