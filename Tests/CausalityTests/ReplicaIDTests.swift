import Causality
import Testing

struct ReplicaIDTests {
    @Test(arguments: [0, 1, 15, 17, 32])
    func `an id of any other length than sixteen bytes is refused`(count: Int) {
        #expect(ReplicaID(bytes: Array(repeating: 7, count: count)) == nil)
    }

    @Test func `ids are ordered by their bytes`() throws {
        let low = try #require(ReplicaID(bytes: Array(repeating: 0, count: 16)))
        let high = try #require(ReplicaID(bytes: [1] + Array(repeating: 0, count: 15)))
        #expect(low < high)
        #expect(!(high < low))
    }

    @Test func `minted ids differ`() {
        var generator = SystemRandomNumberGenerator()
        let ids = Set((0..<1_000).map { _ in ReplicaID(using: &generator) })
        #expect(ids.count == 1_000)
    }
}
