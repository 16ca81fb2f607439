import Bytes
import Causality
import Testing

struct VersionVectorTests {
    private let ann = replica(1)
    private let ben = replica(2)

    @Test func `a replica's changes are taken one after another and each once`() {
        var vector = VersionVector()
        #expect(vector.record(Dot(replica: ann, counter: 2)) == .gap(expected: 1))
        #expect(vector.record(Dot(replica: ann, counter: 1)) == .added)
        #expect(vector.record(Dot(replica: ann, counter: 1)) == .known)
        #expect(vector.record(Dot(replica: ann, counter: 2)) == .added)
        #expect(vector[ann] == 2)
        #expect(vector[ben] == 0)
    }

    @Test func `what is missing is named by its counters`() {
        let here = VersionVector([ann: 3])
        let there = VersionVector([ann: 5, ben: 1])
        #expect(
            here.missing(from: there) == [
                MissingRange(replica: ann, counters: 4...5),
                MissingRange(replica: ben, counters: 1...1),
            ])
        #expect(there.missing(from: here).isEmpty)
    }

    @Test func `merging is idempotent, commutative, and contains both`() {
        let left = VersionVector([ann: 3, ben: 1])
        let right = VersionVector([ben: 4])
        var there = left
        there.merge(right)
        var back = right
        back.merge(left)
        #expect(there == back)
        #expect(there.contains(left) && there.contains(right))
        #expect(!left.contains(right) && !right.contains(left))
        back.merge(left)
        #expect(there == back)
    }

    @Test func `an exception is filled whenever its change comes`() {
        var vector = VersionVector()
        vector.insert(Dot(replica: ann, counter: 4))
        #expect(!vector.covers(Dot(replica: ann, counter: 2)))
        #expect(vector[ann] == 0)
        #expect(vector.record(Dot(replica: ann, counter: 2)) == .added)
        #expect(vector.record(Dot(replica: ann, counter: 6)) == .gap(expected: 5))
        #expect(
            vector.exceptions == [
                MissingRange(replica: ann, counters: 1...1),
                MissingRange(replica: ann, counters: 3...3),
            ])
    }

    @Test func `two vectors are equal, one before the other, or concurrent`() {
        let less = VersionVector([ann: 1])
        let more = VersionVector([ann: 2])
        let other = VersionVector([ben: 1])
        #expect(less.compare(less) == .equal)
        #expect(less.compare(more) == .before)
        #expect(more.compare(less) == .after)
        #expect(more.compare(other) == .concurrent)
    }

    @Test func `a stored counter of nothing is not kept`() {
        #expect(VersionVector([ann: 0]) == VersionVector())
    }
}

private func replica(_ number: UInt8) -> ReplicaID {
    ReplicaID(bytes: [UInt8](repeating: number, count: 16))!
}
