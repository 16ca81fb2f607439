import Bytes
import Causality
import Sync

/// Replicas by their numbers on the roll, or in full.
extension BodyWriter {
    mutating func replica(_ id: ReplicaID) {
        if let number = context.roll.number(of: id, within: rollCount) {
            writer.count(number + 1)
        } else {
            writer.byte(0)
            writer.identifier(id)
        }
    }

    mutating func dot(_ dot: Dot) {
        replica(dot.replica)
        writer.varint(dot.counter)
    }

    mutating func range(_ range: ClosedRange<UInt64>) {
        writer.varint(range.lowerBound)
        writer.varint(range.upperBound - range.lowerBound)
    }

    /// Writes those with numbers, then those without, then what is missing of them.
    mutating func vector(_ vector: VersionVector) {
        var (numbered, named) = ([(number: Int, run: CounterRun)](), [(ReplicaID, CounterRun)]())
        for (replica, run) in vector.runs {
            if let number = context.roll.number(of: replica, within: rollCount) {
                numbered.append((number, run))
            } else {
                named.append((replica, run))
            }
        }
        numbered.sort { $0.number < $1.number }
        writer.count(numbered.count)
        var next = 0
        for (number, run) in numbered {
            writer.count(number - next)
            writer.varint(run.highest)
            next = number + 1
        }
        writer.count(named.count)
        for (replica, run) in named {
            writer.identifier(replica)
            writer.varint(run.highest)
        }
        exceptions(numbered.map(\.run) + named.map(\.1))
    }

    private mutating func exceptions(_ runs: [CounterRun]) {
        let broken = runs.enumerated().filter { !$0.element.exceptions.isEmpty }
        writer.count(broken.count)
        var next = 0
        for (index, run) in broken {
            writer.count(index - next)
            next = index + 1
            writer.count(run.exceptions.count)
            for exception in run.exceptions { range(exception) }
        }
    }
}

extension BodyReader {
    mutating func replica() throws(MalformedBytes) -> ReplicaID {
        let number = try reader.varint()
        guard number <= UInt64(rollCount) else { throw reader.failure(.unknownRoll) }
        if number > 0 { return context.roll.replicas[Int(number) - 1] }
        return try unnumbered()
    }

    private mutating func unnumbered() throws(MalformedBytes) -> ReplicaID {
        let id: ReplicaID = try reader.identifier()
        guard context.roll.number(of: id, within: rollCount) == nil else {
            throw reader.failure(.notCanonical)
        }
        return id
    }

    mutating func dot() throws(MalformedBytes) -> Dot {
        let dot = Dot(replica: try replica(), counter: try reader.ordinal())
        guard dot.counter > 0 else { throw reader.failure(.notCanonical) }
        return dot
    }

    mutating func range() throws(MalformedBytes) -> ClosedRange<UInt64> {
        let start = try reader.ordinal()
        let (end, isBeyond) = start.addingReportingOverflow(try reader.varint())
        guard !isBeyond else { throw reader.failure(.numberTooLarge) }
        return start...(try reader.ordinal(end))
    }

    /// A list of at most so many ranges.
    mutating func ranges(max limit: Int) throws(MalformedBytes) -> [ClosedRange<UInt64>] {
        var ranges: [ClosedRange<UInt64>] = []
        for _ in 0..<(try reader.count(max: limit)) { ranges.append(try range()) }
        return ranges
    }

    mutating func vector() throws(MalformedBytes) -> VersionVector {
        var runs: [(replica: ReplicaID, run: CounterRun)] = []
        var next: UInt64 = 0
        for _ in 0..<(try reader.count(max: Limits.replicasMax)) {
            let number = next &+ (try reader.varint())
            guard number >= next, number < UInt64(rollCount) else {
                throw reader.failure(.unknownRoll)
            }
            runs.append((context.roll.replicas[Int(number)], try run()))
            next = number + 1
        }
        var last: ReplicaID?
        for _ in 0..<(try reader.count(max: Limits.replicasMax)) {
            let replica = try unnumbered()
            if let last, last >= replica { throw reader.failure(.notCanonical) }
            runs.append((replica, try run()))
            last = replica
        }
        try exceptions(of: &runs)
        return VersionVector(sorting: runs)
    }

    private mutating func run() throws(MalformedBytes) -> CounterRun {
        let highest = try reader.ordinal()
        guard highest > 0 else { throw reader.failure(.notCanonical) }
        return CounterRun(upTo: highest)
    }

    private mutating func exceptions(
        of runs: inout [(replica: ReplicaID, run: CounterRun)]
    ) throws(MalformedBytes) {
        var next: UInt64 = 0
        for _ in 0..<(try reader.count(max: runs.count)) {
            let index = next &+ (try reader.varint())
            guard index >= next, index < UInt64(runs.count) else {
                throw reader.failure(.overLimit)
            }
            let ranges = try ranges(max: Limits.exceptionsMax)
            let highest = runs[Int(index)].run.highest
            guard !ranges.isEmpty, let run = CounterRun(upTo: highest, except: ranges) else {
                throw reader.failure(.notCanonical)
            }
            runs[Int(index)].run = run
            next = index + 1
        }
    }
}
