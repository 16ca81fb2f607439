import Bytes
import Testing

struct IdentifierTests {
    private enum Thing {}
    private typealias ThingID = Identifier<Thing>

    @Test func `an id is the same after its text and after its bytes`() throws {
        var generator = SystemRandomNumberGenerator()
        let id = ThingID.random(using: &generator)
        #expect(ThingID(text: id.text) == id)
        #expect(ThingID(bytes: id.bytes) == id)
    }

    @Test(arguments: [
        "", "0190a5f0", "0190a5f0-0000-7000-8000-00000000000g",
        "0190a5f00000-7000-8000-000000000000", "0190a5f0-0000-7000-8000-0000000000000",
    ])
    func `text that is no UUID is no id`(text: String) {
        #expect(ThingID(text: text) == nil)
    }

    @Test func `ids made later sort later, and are version 7 UUIDs`() {
        var generator = SystemRandomNumberGenerator()
        let ids = (0..<1_000).map { index in
            ThingID.timeOrdered(
                milliseconds: 1_700_000_000_000 + UInt64(index), using: &generator)
        }
        #expect(ids == ids.sorted())
        for id in ids {
            let digits = Array(id.text)
            #expect(digits[14] == "7")
            #expect("89ab".contains(digits[19]))
        }
    }
}
