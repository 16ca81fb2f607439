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
            let version: UInt32 = laptops[laptop].isOld ? 1 : 2
            return .hello(
                copy.hello(protocolVersion: 1, schemaVersion: version, book: Trade.book))
        case .push(let dot):
            return copy.push(lacking: dot, countMax: (isCalm ? 24 : 1) + dice.below(8)).map(
                Request.push)
        case .pull: return .pull(copy.pull(waitSeconds: 30))
        case .offer: return .offer(offer(from: laptop))
        case .snapshot(let query): return .snapshot(query)
        case .tail:
            let point = laptops[laptop].program.assembly?.point ?? .start
            return .pull(Pull(points: [point], waitSeconds: 0))
        }
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
