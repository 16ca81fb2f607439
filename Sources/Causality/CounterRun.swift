/// Which changes of one replica are held: all up to the highest one, but for the exceptions.
///
/// Invariants:
/// 1. Exceptions lie between 1 and the highest counter, ascend, and neither touch nor overlap.
/// 2. The highest counter itself is held, unless nothing is.
package struct CounterRun: Hashable, Sendable {
    /// The highest counter that is held; 0 where nothing is.
    package private(set) var highest: UInt64
    /// The runs of counters below the highest that are not held.
    package private(set) var exceptions: [ClosedRange<UInt64>]

    /// Holds everything up to a counter.
    package init(upTo highest: UInt64 = 0) {
        self.highest = highest
        exceptions = []
    }

    /// Holds exactly the counters of these ranges, which come in any order.
    package init(_ ranges: some Sequence<ClosedRange<UInt64>>) {
        self.init()
        for range in ranges where range.upperBound > 0 {
            let start = max(range.lowerBound, 1)
            let gaps = start > 1 ? [1...(start - 1)] : []
            formUnion(CounterRun(highest: range.upperBound, exceptions: gaps))
        }
    }

    /// Takes a run as it was sent; `nil` where it breaks an invariant.
    package init?(upTo highest: UInt64, except exceptions: [ClosedRange<UInt64>]) {
        var last: UInt64?
        for range in exceptions {
            guard range.lowerBound > 0, range.upperBound < highest else { return nil }
            if let last, range.lowerBound <= last || range.lowerBound == last + 1 { return nil }
            last = range.upperBound
        }
        self.init(highest: highest, exceptions: exceptions)
    }

    /// Takes what a vector holds, which keeps the invariants.
    init(held highest: UInt64, except exceptions: [ClosedRange<UInt64>]) {
        self.init(highest: highest, exceptions: exceptions)
    }

    private init(highest: UInt64, exceptions: [ClosedRange<UInt64>]) {
        self.highest = highest
        self.exceptions = exceptions
    }

    /// The highest counter up to which nothing is missing.
    package var contiguous: UInt64 { exceptions.first.map { $0.lowerBound - 1 } ?? highest }

    /// The runs of counters that are held.
    package var held: [ClosedRange<UInt64>] {
        highest == 0 ? [] : [1...highest].subtracting(exceptions)
    }

    /// Whether a counter is held.
    package func contains(_ counter: UInt64) -> Bool {
        counter > 0 && counter <= highest && !exceptions.contains { $0.contains(counter) }
    }
}

extension CounterRun {
    /// Holds one counter more; whatever lies between it and the highest becomes an exception.
    package mutating func insert(_ counter: UInt64) {
        guard counter > 0 else { return }
        if exceptions.isEmpty, counter <= highest || counter == highest + 1 {
            highest = max(highest, counter)
        } else {
            formUnion(CounterRun([counter...counter]))
        }
    }

    /// Holds afterwards whatever either of the two held.
    package mutating func formUnion(_ other: CounterRun) {
        if exceptions.isEmpty, other.exceptions.isEmpty {
            highest = max(highest, other.highest)
            return
        }
        let limit = max(highest, other.highest)
        exceptions = missing(upTo: limit).subtracting(other.held)
        highest = limit
    }

    /// Whether everything that the other holds is held here too.
    package func contains(_ other: CounterRun) -> Bool {
        if exceptions.isEmpty { return other.highest <= highest }
        return missing(from: other).isEmpty
    }

    /// What the other holds and this one does not, in ascending order.
    package func missing(from other: CounterRun) -> [ClosedRange<UInt64>] {
        other.held.subtracting(held)
    }

    /// What is not held up to a counter that is not below the highest one.
    private func missing(upTo limit: UInt64) -> [ClosedRange<UInt64>] {
        guard limit > highest else { return exceptions }
        return exceptions + [(highest + 1)...limit]
    }
}

extension [ClosedRange<UInt64>] {
    /// These ranges without the others; both ascend, neither of them overlaps itself.
    fileprivate func subtracting(_ others: Self) -> Self {
        var (result, first) = (Self(), others.startIndex)
        for range in self {
            while first < others.endIndex, others[first].upperBound < range.lowerBound {
                first += 1
            }
            var rest: ClosedRange<UInt64>? = range
            for other in others[first...] {
                guard let left = rest, other.lowerBound <= left.upperBound else { break }
                if other.lowerBound > left.lowerBound {
                    result.append(left.lowerBound...(other.lowerBound - 1))
                }
                rest =
                    other.upperBound < left.upperBound
                    ? (other.upperBound + 1)...left.upperBound : nil
            }
            if let rest { result.append(rest) }
        }
        return result
    }
}
