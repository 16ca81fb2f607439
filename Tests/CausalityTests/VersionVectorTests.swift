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

    @Test func `a stored counter of nothing is not kept`() {
        #expect(VersionVector([ann: 0]) == VersionVector())
    }
}

private func replica(_ number: UInt8) -> ReplicaID {
    ReplicaID(bytes: [UInt8](repeating: number, count: 16))!
}
