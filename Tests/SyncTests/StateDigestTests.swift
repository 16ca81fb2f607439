import Causality
import Seeds
import Sync
import Testing

struct StateDigestTests {
    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `a digest that follows each entry is that of the whole state`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let log = History(using: &random).log.shuffled(using: &random)
        var (state, digest) = (BookState(), StateDigest())
        for entry in log {
            state.apply(entry, updating: &digest, using: toyHash)
            #expect(digest == StateDigest(of: state, using: toyHash))
        }
        let again = log.shuffled(using: &random).reduce(into: BookState()) { $0.apply($1) }
        #expect(StateDigest(of: again, using: toyHash) == digest)
    }

    @Test func `a sibling more or less is another digest`() {
        var ann = Writer(1)
        let first = ann.write(.text("A"))
        let before = BookState.after([.accepted(first)])
        let after = BookState.after([.accepted(first), .accepted(ann.write(.text("A")))])
        #expect(StateDigest(of: before, using: toyHash) != StateDigest(of: after, using: toyHash))
        #expect(StateDigest(of: BookState(), using: toyHash) == StateDigest())
    }

    @Test func `a record whose life is over counts as its grave`() {
        var ann = Writer(1)
        let deleted = ann.write(Life.deleted.value, to: Life.register)
        let value = ann.write(.text("A"))
        let state = BookState.after([.accepted(deleted), .accepted(value)])
        let grave = BookState.after([.accepted(deleted)])
        let digest = StateDigest(of: grave, using: toyHash)
        #expect(StateDigest(of: state, using: toyHash) == digest && digest != StateDigest())
    }
}

extension History {
    /// The history as entries of a log.
    var log: [LogEntry] {
        events.enumerated().map { index, event in
            LogEntry(position: UInt64(index) + 1, content: .change(event.judged))
        }
    }
}

extension Event {
    fileprivate var judged: JudgedChange {
        switch self {
        case .accepted(let change):
            JudgedChange(
                dot: change.dot, body: .payload(change.payload), ruling: .accepted,
                stamps: Stamps(effective: change.claimed, accepted: change.claimed))
        case .refused(let change):
            JudgedChange(
                dot: change.dot,
                body: .empty(EmptyForm(emptying: change, payloadHash: toyHash(change.payload))),
                ruling: .refused(Objection(.rule)),
                stamps: Stamps(effective: change.claimed, accepted: change.claimed))
        }
    }
}
