package import Bytes
import Causality
package import Sync

extension Verdicts: SessionMessage {
    package static var kind: MessageKind { .verdicts }

    private enum Kind: UInt8 {
        case judged = 1
        case gap
        case retryLater
        case dotTaken
        case wrongLink
        case notYours
    }

    package func encode(into body: inout BodyWriter) {
        body.receipts(receipts)
        body.writer.count(verdicts.count)
        for verdict in verdicts {
            body.dot(verdict.dot)
            switch verdict.answer {
            case .judged(let judgement):
                body.writer.byte(Kind.judged.rawValue)
                encode(judgement, into: &body)
            case .gap(let expected):
                body.writer.byte(Kind.gap.rawValue)
                body.writer.varint(expected)
            case .retryLater: body.writer.byte(Kind.retryLater.rawValue)
            case .dotTaken: body.writer.byte(Kind.dotTaken.rawValue)
            case .wrongLink: body.writer.byte(Kind.wrongLink.rawValue)
            case .notYours: body.writer.byte(Kind.notYours.rawValue)
            }
        }
    }

    /// A hash that a receipt of this message tells does not stand here again.
    private func encode(_ judgement: Judgement, into body: inout BodyWriter) {
        let point = judgement.point
        body.writer.varint(point.position)
        let isTold = Self.told(point.position, by: receipts) == point.hash
        body.flag(!isTold)
        if !isTold { body.writer.contentHash(point.hash) }
        judgement.ruling.encode(into: &body.writer)
        body.writer.varint(judgement.stamps.effective.bits)
        body.writer.varint(judgement.stamps.accepted.bits)
    }

    private static func told(_ position: UInt64, by receipts: [Receipt]) -> ContentHash? {
        for receipt in receipts {
            let (count, overflows) = position.subtractingReportingOverflow(receipt.start.position)
            guard !overflows, count > 0, count <= UInt64(receipt.hashes.count) else { continue }
            return receipt.hashes[Int(count) - 1]
        }
        return nil
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let receipts = try body.receipts()
        var verdicts: [Verdict] = []
        for _ in 0..<(try body.reader.count(max: Push.countMax)) {
            let dot = try body.dot()
            guard let kind = Kind(rawValue: try body.reader.byte()) else {
                throw body.reader.failure(.unknownKind)
            }
            let answer: Answer =
                switch kind {
                case .judged: .judged(try Self.judgement(from: &body, receipts))
                case .gap: .gap(expected: try body.reader.ordinal())
                case .retryLater: .retryLater
                case .dotTaken: .dotTaken
                case .wrongLink: .wrongLink
                case .notYours: .notYours
                }
            verdicts.append(Verdict(dot: dot, answer: answer))
        }
        self.init(verdicts: verdicts, receipts: receipts)
    }

    private static func judgement(
        from body: inout BodyReader, _ receipts: [Receipt]
    ) throws(MalformedBytes) -> Judgement {
        let position = try body.reader.ordinal()
        let (told, isSpelled) = (told(position, by: receipts), try body.flag())
        guard let hash = isSpelled ? try body.reader.contentHash() : told,
            !isSpelled || hash != told
        else { throw body.reader.failure(.notCanonical) }
        let ruling = try Ruling(from: &body.reader)
        let effective = Stamp(bits: try body.reader.varint())
        return Judgement(
            point: LogPoint(position: position, hash: hash), ruling: ruling,
            stamps: Stamps(effective: effective, accepted: Stamp(bits: try body.reader.varint())))
    }
}
