import Bytes
import Causality

/// The changes that wrote what stands in a record, each once, in the order of their dots.
struct Sources: Hashable {
    private struct Source: Hashable {
        let dot: Dot
        let stamp: Stamp
    }

    private var sources: [Source]

    init(of record: Record) {
        let all = record.registers.flatMap { slot in
            slot.value.siblings.map { Source(dot: $0.dot, stamp: $0.stamp) }
        }
        sources = Set(all).sorted { ($0.dot, $0.stamp) < ($1.dot, $1.stamp) }
    }

    func place(of sibling: Sibling) -> Int {
        let source = (sibling.dot, sibling.stamp)
        var (low, high) = (0, sources.count)
        while low < high {
            let middle = (low + high) / 2
            if (sources[middle].dot, sources[middle].stamp) < source {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Writes each replica with its sources; times are told by their distance from the one before.
    func encode(into writer: inout ByteWriter) {
        var (rest, milliseconds) = (sources[...], UInt64(0))
        writer.count(Set(sources.map(\.dot.replica)).count)
        while let replica = rest.first?.dot.replica {
            let own = rest.prefix { $0.dot.replica == replica }
            writer.identifier(replica)
            writer.count(own.count)
            for source in own {
                writer.varint(source.dot.counter)
                writer.signed(Int64(source.stamp.milliseconds) - Int64(milliseconds))
                writer.varint(source.stamp.bits & 0xffff)
                milliseconds = source.stamp.milliseconds
            }
            rest = rest.dropFirst(own.count)
        }
    }

    init(from reader: inout ByteReader) throws(MalformedBytes) {
        sources = []
        var (milliseconds, last) = (Int64(0), ReplicaID?.none)
        for _ in 0..<(try reader.count(max: .max)) {
            let replica: ReplicaID = try reader.identifier()
            if let last, last >= replica { throw reader.failure(.notCanonical) }
            last = replica
            let count = try reader.count(max: .max)
            if count == 0 { throw reader.failure(.notCanonical) }
            for _ in 0..<count {
                let dot = Dot(replica: replica, counter: try reader.varint())
                let stamp = try Self.stamp(from: &reader, after: &milliseconds)
                try append(Source(dot: dot, stamp: stamp), from: reader)
            }
        }
    }

    private mutating func append(
        _ source: Source, from reader: ByteReader
    ) throws(MalformedBytes) {
        let isNext = sources.last.map { ($0.dot, $0.stamp) < (source.dot, source.stamp) } ?? true
        guard isNext, source.dot.counter > 0 else { throw reader.failure(.notCanonical) }
        sources.append(source)
    }

    private static func stamp(
        from reader: inout ByteReader, after milliseconds: inout Int64
    ) throws(MalformedBytes) -> Stamp {
        let (sum, isOver) = milliseconds.addingReportingOverflow(try reader.signed())
        let low = try reader.varint()
        guard !isOver, sum >= 0, sum <= Int64(Stamp.millisecondsMax), low <= 0xffff else {
            throw reader.failure(.numberTooLarge)
        }
        milliseconds = sum
        return Stamp(bits: UInt64(sum) << 16 | low)
    }

    /// Reads a sibling that stands after another one.
    func sibling(
        after last: Sibling?, from reader: inout ByteReader
    ) throws(MalformedBytes) -> Sibling {
        let place = try reader.varint()
        guard place < UInt64(sources.count) else { throw reader.failure(.overLimit) }
        let source = sources[Int(place)]
        if let last, last.dot >= source.dot { throw reader.failure(.notCanonical) }
        return Sibling(
            dot: source.dot, stamp: source.stamp, value: try Value(from: &reader))
    }
}
