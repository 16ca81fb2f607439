import Bytes
import Causality

/// The changes that wrote what stands in a record, each once, in the order of their dots.
struct Sources: Hashable {
    fileprivate struct Source: Hashable, Comparable {
        let dot: Dot
        let stamp: Stamp
        let accepted: Stamp?

        /// Each dot stands there once, but where a program was faulty.
        static func < (left: Source, right: Source) -> Bool {
            if left.dot != right.dot { return left.dot < right.dot }
            if left.stamp != right.stamp { return left.stamp < right.stamp }
            guard let accepted = right.accepted else { return false }
            return left.accepted.map { $0 < accepted } ?? true
        }
    }

    private var sources: [Source]

    init(of record: Record) {
        var all: [Source] = []
        for slot in record.registers {
            slot.value.forEach { sibling in
                let source = Source(sibling)
                // What was written at once almost always stands side by side.
                if all.last != source { all.append(source) }
            }
        }
        sources = all.count < 2 ? all : Self.distinct(all.sorted())
    }

    private static func distinct(_ sorted: [Source]) -> [Source] {
        sorted.reduce(into: []) { distinct, source in
            if distinct.last != source { distinct.append(source) }
        }
    }

    /// Writes which source a sibling has; nothing, where there is only one.
    func encodePlace(of sibling: Sibling, into writer: inout ByteWriter) {
        if sources.count > 1 { writer.count(place(of: sibling)) }
    }

    private func place(of sibling: Sibling) -> Int {
        let source = Source(sibling)
        var (low, high) = (0, sources.count)
        while low < high {
            let middle = (low + high) / 2
            if sources[middle] < source { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Writes each replica with its sources; times are told by their distance from the one before,
    /// and when a change was taken by its distance from when it was made.
    func encode(into writer: inout ByteWriter) {
        var (rest, milliseconds) = (sources[...], UInt64(0))
        let begins = sources.indices.count { index in
            index == 0 || sources[index].dot.replica != sources[index - 1].dot.replica
        }
        writer.count(begins)
        while let replica = rest.first?.dot.replica {
            let own = rest.prefix { $0.dot.replica == replica }
            writer.identifier(replica)
            writer.count(own.count)
            for source in own {
                writer.varint(source.dot.counter)
                writer.signed(Int64(source.stamp.milliseconds) - Int64(milliseconds))
                let isAccepted: UInt64 = source.accepted == nil ? 0 : 1
                writer.varint((source.stamp.bits & 0xffff) << 1 | isAccepted)
                if let accepted = source.accepted {
                    let later =
                        Int64(accepted.milliseconds) - Int64(source.stamp.milliseconds)
                    writer.signed(later)
                    writer.varint(accepted.bits & 0xffff)
                }
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
                let dot = Dot(replica: replica, counter: try reader.ordinal())
                try append(Self.source(dot, from: &reader, after: &milliseconds), from: reader)
            }
        }
    }

    private mutating func append(
        _ source: Source, from reader: ByteReader
    ) throws(MalformedBytes) {
        let isNext = sources.last.map { $0 < source } ?? true
        guard isNext, source.dot.counter > 0 else { throw reader.failure(.notCanonical) }
        sources.append(source)
    }

    private static func source(
        _ dot: Dot, from reader: inout ByteReader, after milliseconds: inout Int64
    ) throws(MalformedBytes) -> Source {
        milliseconds = try time(from: &reader, after: milliseconds)
        let head = try reader.varint()
        let stamp = try stamp(milliseconds, counter: head >> 1, reader)
        guard head & 1 == 1 else { return Source(dot: dot, stamp: stamp, accepted: nil) }
        let accepted = try time(from: &reader, after: milliseconds)
        return Source(
            dot: dot, stamp: stamp,
            accepted: try Self.stamp(accepted, counter: try reader.varint(), reader))
    }

    private static func time(
        from reader: inout ByteReader, after milliseconds: Int64
    ) throws(MalformedBytes) -> Int64 {
        let (sum, isOver) = milliseconds.addingReportingOverflow(try reader.signed())
        guard !isOver, sum >= 0, sum <= Int64(Stamp.millisecondsMax) else {
            throw reader.failure(.numberTooLarge)
        }
        return sum
    }

    private static func stamp(
        _ milliseconds: Int64, counter: UInt64, _ reader: ByteReader
    ) throws(MalformedBytes) -> Stamp {
        guard counter <= 0xffff else { throw reader.failure(.numberTooLarge) }
        return Stamp(bits: UInt64(milliseconds) << 16 | counter)
    }

    /// Reads a sibling that stands after another one.
    func sibling(
        after last: Sibling?, from reader: inout ByteReader
    ) throws(MalformedBytes) -> Sibling {
        let place = sources.count == 1 ? 0 : try reader.varint()
        guard place < UInt64(sources.count) else { throw reader.failure(.overLimit) }
        let source = sources[Int(place)]
        if let last, last.dot >= source.dot { throw reader.failure(.notCanonical) }
        return Sibling(
            dot: source.dot, stamp: source.stamp, accepted: source.accepted,
            value: try Value(from: &reader))
    }
}

extension Sources.Source {
    fileprivate init(_ sibling: Sibling) {
        self.init(dot: sibling.dot, stamp: sibling.stamp, accepted: sibling.accepted)
    }
}
