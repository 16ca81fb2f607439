package import Bytes
package import Causality

/// What became of one change that an agent sent.
package enum Verdict: Hashable, Sendable {
    /// It stands in the log; a change that was sent again gets its first verdict again.
    case accepted(position: UInt64, effective: Stamp)
    /// Earlier changes of its replica have not come yet; the next one to send is named.
    case gap(expected: UInt64)
    /// Another change bears the same dot. It was not applied: two databases share one life.
    case dotTaken

    private enum Kind: UInt8 {
        case accepted = 1
        case gap
        case dotTaken
    }

    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .accepted(let position, let effective):
            writer.byte(Kind.accepted.rawValue)
            writer.varint(position)
            writer.varint(effective.bits)
        case .gap(let expected):
            writer.byte(Kind.gap.rawValue)
            writer.varint(expected)
        case .dotTaken:
            writer.byte(Kind.dotTaken.rawValue)
        }
    }

    fileprivate init(from reader: inout ByteReader) throws(MalformedBytes) {
        guard let kind = Kind(rawValue: try reader.byte()) else {
            throw reader.failure(.unknownKind)
        }
        switch kind {
        case .accepted:
            self = .accepted(
                position: try reader.varint(), effective: Stamp(bits: try reader.varint()))
        case .gap: self = .gap(expected: try reader.varint())
        case .dotTaken: self = .dotTaken
        }
    }
}

/// The server's answer to a push: one verdict for each change, in the order they were sent.
package struct Verdicts: Message {
    package static let kind = MessageKind.verdicts

    /// The verdicts.
    package let verdicts: [Verdict]

    /// Answers a push.
    package init(_ verdicts: [Verdict]) { self.verdicts = verdicts }

    package func encode(into writer: inout ByteWriter) {
        writer.count(verdicts.count)
        for verdict in verdicts { verdict.encode(into: &writer) }
    }

    package init(from reader: inout ByteReader) throws(MalformedBytes) {
        var verdicts: [Verdict] = []
        for _ in 0..<(try reader.count(max: Push.changesMax)) {
            verdicts.append(try Verdict(from: &reader))
        }
        self.init(verdicts)
    }
}
