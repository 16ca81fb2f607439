import Causality
import Sync

/// How a laptop composes what its session asks, from what its disk holds.
extension World {
    mutating func request(
        for question: Conversation.Composition, from laptop: Int
    ) -> Request? {
        let copy = laptops[laptop].disk.copy
        switch question {
        case .hello:
            let version = Trade.schema(isOld: laptops[laptop].isOld).version
            return .hello(
                copy.hello(protocolVersion: 1, schemaVersion: version, book: Trade.book))
        case .push(let dot):
            return copy.push(lacking: dot, countMax: (isCalm ? 24 : 1) + dice.below(8)).map(
                Request.push)
        case .pull: return .pull(copy.pull(waitSeconds: 30))
        case .offer(let progress):
            let count = dice.happens(percent: 60) ? Int.max : 1 + dice.below(20)
            return .offer(copy.offer(after: progress, countMax: count))
        case .snapshot, .tail: return nil
        }
    }
}
