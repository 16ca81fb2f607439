import Causality
import Sync

/// How a laptop composes what its session asks, from what its disk holds.
extension World {
    mutating func request(
        for question: Session.Question, from laptop: Int
    ) -> Request? {
        let copy = laptops[laptop].disk.copy
        switch question {
        case .hello:
            laptops[laptop].program.brought = nil
            return .hello(hello(of: copy, isOld: laptops[laptop].isOld))
        case .push(let dot): return push(of: copy, lacking: dot).map(Request.push)
        case .pull: return .pull(Pull(points: copy.knownPoints, waitSeconds: 30))
        case .offer: return .offer(offer(from: laptop))
        case .snapshot(let query): return .snapshot(query)
        case .tail:
            let point = laptops[laptop].program.assembly?.point ?? .start
            return .pull(Pull(points: [point], waitSeconds: 0))
        }
    }

    private func hello(of copy: BookCopy, isOld: Bool) -> Hello {
        Hello(
            protocolVersion: 1, schemaVersion: isOld ? 1 : 2, book: Trade.book,
            device: copy.device, lanes: lanes(of: copy), vector: copy.base.knowledge.vector,
            points: copy.knownPoints)
    }

    private func lanes(of copy: BookCopy) -> [Hello.Lane] {
        var lanes: [Hello.Lane] = []
        for own in copy.unsent {
            if let last = lanes.last, last.replica == own.dot.replica {
                lanes[lanes.count - 1] = Hello.Lane(
                    replica: last.replica, unsent: last.unsent.lowerBound...own.dot.counter,
                    link: last.link)
            } else {
                lanes.append(
                    Hello.Lane(
                        replica: own.dot.replica, unsent: own.dot.counter...own.dot.counter,
                        link: own.link))
            }
        }
        return lanes
    }

    /// The next few changes whose fate is not known, from one that the office lacks.
    private mutating func push(of copy: BookCopy, lacking dot: Dot?) -> Push? {
        var unsent = copy.unsent[...]
        let holdsLacking = dot.map { dot in unsent.contains { $0.dot == dot } } ?? true
        if let dot, let first = unsent.firstIndex(where: { $0.dot.replica == dot.replica }) {
            unsent = unsent[first...]
        }
        let changes = unsent.prefix(1 + dice.below(8))
        guard !changes.isEmpty else { return nil }
        var runs: [[OwnChange]] = []
        for change in changes {
            if let last = runs.last?.last?.dot, last.replica == change.dot.replica,
                last.counter + 1 == change.dot.counter
            {
                runs[runs.count - 1].append(change)
            } else {
                runs.append([change])
            }
        }
        return Push(
            points: copy.knownPoints,
            runs: runs.enumerated().map { index, run in
                Push.Run(
                    link: run[0].link, leavesGap: index == 0 && !holdsLacking,
                    changes: run.map { SentChange($0.change) })
            })
    }

    /// The next of what the laptop holds of the log.
    private mutating func offer(from laptop: Int) -> Offer {
        let count = dice.happens(percent: 60) ? Int.max : 1 + dice.below(20)
        let offer = laptops[laptop].disk.copy.offer(
            after: laptops[laptop].program.brought, countMax: count)
        if let last = offer.entries.last { laptops[laptop].program.brought = last.point }
        return offer
    }
}
