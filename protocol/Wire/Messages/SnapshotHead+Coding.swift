package import Bytes
import Causality
package import Sync

extension SnapshotHead: SessionMessage {
    package static var kind: MessageKind { .snapshotHead }

    package func encode(into body: inout BodyWriter) {
        body.point(tail)
        body.point(point)
        body.vector(knowledge.vector)
        body.vector(VersionVector(knowledge.closed))
        body.writer.count(removedEarly.count)
        for (dot, addresses) in removedEarly.sorted(by: { $0.key < $1.key }) {
            body.dot(dot)
            body.writer.count(addresses.count)
            for address in addresses.sorted() { address.encode(into: &body.writer) }
        }
        body.writer.count(refused.count)
        for (_, form) in refused.sorted(by: { $0.key < $1.key }) {
            form.encode(into: &body.writer)
        }
        body.writer.count(roll.count)
        for replica in roll { body.replica(replica) }
        body.receiptKeys(receiptKeys)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let (tail, point) = (try body.point(), try body.point())
        let knowledge = try Self.knowledge(from: &body)
        let removedEarly = try Self.removedEarly(from: &body)
        let refused = try Self.refused(from: &body)
        var roll: [ReplicaID] = []
        for _ in 0..<(try body.reader.count(max: Limits.dotsMax)) {
            roll.append(try body.replica())
        }
        self.init(
            tail: tail, point: point, knowledge: knowledge, removedEarly: removedEarly,
            refused: refused,
            roll: roll, receiptKeys: try body.receiptKeys())
    }

    private static func knowledge(
        from body: inout BodyReader
    ) throws(MalformedBytes) -> Knowledge {
        let (live, ended) = (try body.vector(), try body.vector())
        var closed: [ReplicaID: UInt64] = [:]
        for (replica, run) in ended.runs {
            guard run.exceptions.isEmpty, live.run(of: replica).highest == 0 else {
                throw body.reader.failure(.notCanonical)
            }
            closed[replica] = run.highest
        }
        return Knowledge(vector: live, closed: closed)
    }

    private static func removedEarly(
        from body: inout BodyReader
    ) throws(MalformedBytes) -> [Dot: Set<RegisterAddress>] {
        var (removed, last) = ([Dot: Set<RegisterAddress>](), Dot?.none)
        for _ in 0..<(try body.reader.count(max: Limits.dotsMax)) {
            let dot = try body.dot()
            if let last, last >= dot { throw body.reader.failure(.notCanonical) }
            last = dot
            var addresses: [RegisterAddress] = []
            for _ in 0..<(try body.reader.count(max: Limits.dotsMax)) {
                let address = try RegisterAddress(from: &body.reader)
                if let last = addresses.last, last >= address {
                    throw body.reader.failure(.notCanonical)
                }
                addresses.append(address)
            }
            removed[dot] = Set(addresses)
        }
        return removed
    }

    private static func refused(
        from body: inout BodyReader
    ) throws(MalformedBytes) -> [Dot: EmptyForm] {
        var (refused, last) = ([Dot: EmptyForm](), Dot?.none)
        for _ in 0..<(try body.reader.count(max: Limits.dotsMax)) {
            let form = try EmptyForm(from: &body.reader)
            if let last, last >= form.dot { throw body.reader.failure(.notCanonical) }
            refused[form.dot] = form
            last = form.dot
        }
        return refused
    }
}
