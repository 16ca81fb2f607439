import Bytes
import Causality
import Testing

struct ReplicaIDTests {
    @Test(arguments: [0, 1, 15, 17, 32])
    func `an id of any other length than sixteen bytes is refused`(count: Int) {
        #expect(ReplicaID(bytes: [UInt8](repeating: 7, count: count)) == nil)
    }
}
