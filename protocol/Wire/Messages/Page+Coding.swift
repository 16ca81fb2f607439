package import Bytes
package import Sync

extension Page: SessionMessage {
    package static var kind: MessageKind { .page }

    /// Entries of one page.
    package static var countMax: Int { LogBatch.entriesMax }

    package func encode(into body: inout BodyWriter) {
        body.standing(standing)
        body.point(end)
        body.point(head)
        body.flag(digest != nil)
        if let digest { body.writer.contentHash(digest) }
        body.writer.varint(durable)
        body.cut()
        LogBatch.write(items.map(\.entry), into: &body)
        for item in items { body.writer.count(item.graves.count) }
        for item in items {
            for record in item.graves { body.record(record) }
        }
        body.receipts(receipts, beside: items.lazy.map(\.entry))
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let standing = try body.standing()
        let (end, head) = (try body.point(), try body.point())
        let digest = try body.flag() ? try body.reader.contentHash() : nil
        let durable = try body.reader.ordinal()
        let entries = try LogBatch.read(from: &body)
        var counts: [Int] = []
        for _ in entries { counts.append(try body.reader.count(max: Limits.recordsMax)) }
        var items: [Item] = []
        for (entry, count) in zip(entries, counts) {
            items.append(Item(entry: entry, graves: try body.records(count)))
        }
        self.init(
            standing: standing, items: items, end: end, head: head, digest: digest,
            durable: durable, receipts: try body.receipts(beside: entries))
    }
}
