import Bytes
import Causality
import Testing

struct KnowledgeTests {
    private let ann = ReplicaID(bytes: [UInt8](repeating: 1, count: 16))!

    @Test func `a closed replica leaves the vector and stays covered`() {
        var knowledge = Knowledge(vector: VersionVector([ann: 3]))
        #expect(knowledge.close(ann) == true)
        #expect(knowledge.vector.count == 0)
        #expect(knowledge.covers(Dot(replica: ann, counter: 3)))
        #expect(!knowledge.covers(Dot(replica: ann, counter: 4)))
        #expect(knowledge.run(of: ann) == CounterRun(upTo: 3))
    }

    @Test func `a closed replica reopens for its next counter and for no other`() {
        var knowledge = Knowledge(closed: [ann: 3])
        #expect(knowledge.record(Dot(replica: ann, counter: 2)) == .known)
        #expect(knowledge.record(Dot(replica: ann, counter: 4)) == .added)
        #expect(knowledge.vector[ann] == 4)
        #expect(knowledge.closed.isEmpty)
    }

    @Test func `a replica with exceptions is not closed`() {
        var knowledge = Knowledge()
        knowledge.insert(Dot(replica: ann, counter: 2))
        #expect(knowledge.close(ann) == false)
        #expect(knowledge.vector.exceptions == [MissingRange(replica: ann, counters: 1...1)])
        knowledge.insert(Dot(replica: ann, counter: 1))
        #expect(knowledge.close(ann) == true)
    }

    @Test func `a replica that is live is not closed as well`() {
        let knowledge = Knowledge(vector: VersionVector([ann: 9]), closed: [ann: 3])
        #expect(knowledge.vector.count == 0)
    }
}
