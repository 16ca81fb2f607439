package import Bytes
import Causality
package import Sync

extension Offer: SessionMessage {
    package static var kind: MessageKind { .offer }

    package func encode(into body: inout BodyWriter) {
        body.points(points)
        body.flag(isComplete)
        body.cut()
        LogBatch.write(entries.map(\.entry), into: &body)
        var last = LogPoint.start
        for vouched in entries {
            let follows = last.after(vouched.entry, using: body.context.hash) == vouched.point
            body.flag(!follows)
            if !follows { body.point(vouched.point) }
            last = vouched.point
        }
        body.receipts(receipts, beside: entries.lazy.map(\.entry))
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (points, isComplete) = (try body.points(), try body.flag())
        var entries: [VouchedEntry] = []
        for entry in try LogBatch.read(from: &body) {
            let last = entries.last?.point ?? .start
            let next = last.after(entry, using: body.context.hash)
            let isSpelled = try body.flag()
            guard let point = isSpelled ? try body.point() : next, !isSpelled || point != next
            else { throw body.reader.failure(.notCanonical) }
            entries.append(VouchedEntry(entry: entry, point: point))
        }
        self.init(
            points: points, entries: entries,
            receipts: try body.receipts(beside: entries.lazy.map(\.entry)), isComplete: isComplete)
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
