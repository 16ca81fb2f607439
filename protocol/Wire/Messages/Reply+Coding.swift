package import Bytes
package import Sync

/// The office's answers as frames: which kind of message answers which letter.
///
/// Where a laptop does not go on, the answer to any letter but a hello or an offer, which tell the
/// standing themselves, is a page without entries that tells it.
extension Session.Reply {
    /// The reply as the bytes of one frame.
    package func frame(in context: Context, rollCount: Int? = nil) -> [UInt8] {
        switch self {
        case .welcome(let welcome): welcome.frame(in: context, rollCount: rollCount)
        case .verdicts(let verdicts): verdicts.frame(in: context, rollCount: rollCount)
        case .page(let page): page.frame(in: context, rollCount: rollCount)
        case .offered(let offered): offered.frame(in: context, rollCount: rollCount)
        case .head(let head): head.frame(in: context, rollCount: rollCount)
        case .chunk(let chunk): chunk.frame(in: context, rollCount: rollCount)
        case .standing(let standing):
            Page(standing: standing, items: [], end: .start, head: .start)
                .frame(in: context, rollCount: rollCount)
        }
    }

    /// Reads the reply to a letter from the bytes of one frame.
    package init(
        frame bytes: [UInt8], to letter: Session.Letter, in context: Context
    ) throws(MalformedBytes) {
        if bytes.first == Page.kind.rawValue {
            self = try Self.page(try Page(frame: bytes, in: context), answering: letter)
            return
        }
        switch letter {
        case .hello: self = .welcome(try Welcome(frame: bytes, in: context))
        case .push: self = .verdicts(try Verdicts(frame: bytes, in: context))
        case .pull: throw ByteReader(bytes).failure(.unknownKind)
        case .offer: self = .offered(try Offered(frame: bytes, in: context))
        case .snapshot(.head): self = .head(try SnapshotHead(frame: bytes, in: context))
        case .snapshot(.chunk): self = .chunk(try SnapshotChunk(frame: bytes, in: context))
        }
    }
}

extension Session.Reply {
    /// A page answers a pull; to anybody else it tells how he stands.
    private static func page(
        _ page: Page, answering letter: Session.Letter
    ) throws(MalformedBytes) -> Session.Reply {
        if case .pull = letter { return .page(page) }
        guard page.standing != .goOn else { throw ByteReader([]).failure(.unknownKind) }
        return .standing(page.standing)
    }
}

extension Session.Letter {
    /// Where it is sent, below `/sync/v1`.
    package var path: String {
        switch self {
        case .hello: "hello"
        case .push: "push"
        case .pull: "pull"
        case .offer: "offer"
        case .snapshot: "snapshot"
        }
    }

    /// The letter as the bytes of one frame, signed by the device where it has to be.
    package func frame(
        in context: Context, rollCount: Int? = nil, book: BookID, device: DeviceID,
        signedBy sign: (_ statement: [UInt8]) -> [UInt8]
    ) -> [UInt8] {
        switch self {
        case .hello(let hello): hello.frame(in: context, rollCount: rollCount)
        case .pull(let pull): pull.frame(in: context, rollCount: rollCount)
        case .snapshot(let query): query.frame(in: context, rollCount: rollCount)
        case .push(let push):
            push.frame(
                in: context, rollCount: rollCount, book: book, device: device, signedBy: sign)
        case .offer(let offer):
            offer.frame(
                in: context, rollCount: rollCount, book: book, device: device, signedBy: sign)
        }
    }
}

extension Envelope {
    /// How many replicas its body names by number at most, and the mark of that part of the roll.
    package var rollPart: (count: Int, mark: UInt64) {
        get throws(MalformedBytes) {
            var reader = ByteReader(body)
            let told = try reader.varint()
            guard told <= UInt64(Limits.replicasMax) else { throw reader.failure(.overLimit) }
            let count = Int(told)
            return (count, count == 0 ? 0 : try reader.word())
        }
    }
}
