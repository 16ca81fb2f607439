import Bytes
import Catalog
import JSON
import Sync
import Testing

struct ExportLineTests {
    private static let id = "01010101-0101-0101-0101-010101010101"
    private static let sibling =
        #"{"dot":"01010101-0101-0101-0101-010101010101/1","stamp":"1/0","value":"A"}"#
    private static let register = #"{"field":"name","siblings":[\#(sibling)]}"#
    private static let line =
        #"{"collection":"client","id":"\#(id)","registers":[\#(register)]}"#

    private func read(_ text: String, number: Int = 1) throws -> Record {
        try Record(exportLine: Array(text.utf8), number: number)
    }

    @Test func `a line is read back as the record that it was`() throws {
        let record = try read(Self.line)
        #expect(record.exportLine == Self.line + "\n")
        #expect(record.key.collection == Catalog.client.number)
    }

    @Test(arguments: [
        ("", "JSON"), ("[]", "A record"), (#"{"collection":"client"}"#, "A record"),
        (line.replacing("client", with: "nobody"), "A record"),
        (line.replacing(#""stamp":"1/0""#, with: #""stamp":"1""#), "A record"),
        (line.replacing("/1\"", with: "/0\""), "A record"),
        (line.replacing(#""value":"A""#, with: #""value":7"#), "A record"),
        (line.replacing(#""field":"name""#, with: #""field":"name","extra":1"#), "says something"),
        (line.replacing(sibling, with: sibling + "," + sibling), "A record"),
    ])
    func `what is no such line is refused with its number`(text: String, why: String) throws {
        let error = try #require(throws: FieldErrors.self) { try read(text, number: 12) }
        #expect(error.errors.first?.path == "line 12")
        #expect(error.errors.first?.expectation.contains(why) == true)
    }
}
