package import Bytes
import Causality
package import Sync

extension Offer: SessionMessage {
    package static var kind: MessageKind { .offer }

    package func encode(into body: inout BodyWriter) {
        body.points(points)
        body.mark(after)
        body.mark(mark)
        body.cut()
        LogBatch.write(entries.map(\.entry), into: &body)
        var last = LogPoint.start
        for vouched in entries {
            let follows = last.after(vouched.entry, using: body.context.hash) == vouched.point
            body.flag(!follows)
            if !follows { body.point(vouched.point) }
            last = vouched.point
        }
        for told in meanings { body.meanings(told) }
        body.receipts(receipts, beside: entries.lazy.map(\.entry))
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (points, after, mark) = (try body.points(), try body.mark(), try body.mark())
        var entries: [VouchedEntry] = []
        for entry in try LogBatch.read(from: &body) {
            let last = entries.last?.point ?? .start
            let next = last.after(entry, using: body.context.hash)
            let isSpelled = try body.flag()
            guard let point = isSpelled ? try body.point() : next, !isSpelled || point != next
            else { throw body.reader.failure(.notCanonical) }
            entries.append(VouchedEntry(entry: entry, point: point))
        }
        var meanings: [Offer.Meanings] = []
        for _ in entries { meanings.append(try body.meanings()) }
        self.init(
            points: points, after: after, mark: mark, entries: entries, meanings: meanings,
            receipts: try body.receipts(beside: entries.lazy.map(\.entry)))
    }
}

extension BodyWriter {
    fileprivate mutating func mark(_ mark: ContentHash?) {
        flag(mark != nil)
        mark.map { writer.contentHash($0) }
    }

    fileprivate mutating func meanings(_ meanings: Offer.Meanings) {
        writer.count(meanings.count)
        for (dot, payload) in meanings.sorted(by: { $0.key < $1.key }) {
            self.dot(dot)
            writer.contentHash(payload)
        }
    }
}

extension BodyReader {
    fileprivate mutating func mark() throws(MalformedBytes) -> ContentHash? {
        try flag() ? try reader.contentHash() : nil
    }

    fileprivate mutating func meanings() throws(MalformedBytes) -> Offer.Meanings {
        var (meanings, last) = (Offer.Meanings(), Dot?.none)
        for _ in 0..<(try reader.count(max: Offer.meaningsCountMax)) {
            let dot = try dot()
            meanings[dot] = try reader.contentHash()
            if let last, last >= dot { throw reader.failure(.notCanonical) }
            last = dot
        }
        return meanings
    }
}

extension Offered: SessionMessage {
    package static var kind: MessageKind { .offered }

    package func encode(into body: inout BodyWriter) {
        body.flag(isComplete)
        body.standing(standing)
        body.writer.count(taken.count)
        for dot in taken.sorted() { body.dot(dot) }
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (isComplete, standing) = (try body.flag(), try body.standing())
        var (taken, last) = (Set<Dot>(), Dot?.none)
        for _ in 0..<(try body.reader.count(max: Limits.dotsMax)) {
            let dot = try body.dot()
            if let last, last >= dot { throw body.reader.failure(.notCanonical) }
            taken.insert(dot)
            last = dot
        }
        self.init(isComplete: isComplete, standing: standing, taken: taken)
    }
}
