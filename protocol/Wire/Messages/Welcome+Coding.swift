package import Bytes
import Causality
package import Sync

extension Welcome: SessionMessage {
    package static var kind: MessageKind { .welcome }

    package func encode(into body: inout BodyWriter) {
        body.standing(standing)
        body.writer.varint(clock.bits)
        body.point(head)
        body.writer.varint(durable)
        body.vector(held)
        body.writer.count(wanted.count)
        for range in wanted {
            body.replica(range.replica)
            body.range(range.counters)
        }
        body.receiptKeys(receiptKeys)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let standing = try body.standing()
        let clock = Stamp(bits: try body.reader.varint())
        let (head, durable) = (try body.point(), try body.reader.ordinal())
        let held = try body.vector()
        var wanted: [MissingRange] = []
        for _ in 0..<(try body.reader.count(max: Limits.listMax)) {
            wanted.append(MissingRange(replica: try body.replica(), counters: try body.range()))
        }
        self.init(
            standing: standing, clock: clock, head: head, durable: durable, held: held,
            wanted: wanted, receiptKeys: try body.receiptKeys())
    }
}
