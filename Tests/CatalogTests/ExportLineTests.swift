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

    @Test func `what an earlier release wrote is read, as far as it had names for it`() throws {
        let plain = Self.sibling.replacing("value", with: "plain")
        let named = try read(Self.line)
        for (collection, field) in [("1", "2"), (#""client""#, "2"), (#""client""#, #""name""#)] {
            let line = Self.line.replacing(Self.sibling, with: plain)
                .replacing(#""field":"name""#, with: #""field":\#(field)"#)
                .replacing(#""collection":"client""#, with: #""collection":\#(collection)"#)
            #expect(try read(line) == named)
        }
        #expect(Catalog.client.number == 1 && Catalog.client.field(2)?.name == "name")
    }

    @Test func `a set that an earlier release did not know is read`() throws {
        let tags = try #require(Catalog.client.fields.first { $0.name == "tags" })
        let plain = #"{"dot":"\#(Self.id)/1","stamp":"1/0","plain":true}"#
        let register = #"{"field":\#(tags.number),"plainElement":"vip","siblings":[\#(plain)]}"#
        let record = try read(Self.line.replacing(Self.register, with: register))
        #expect(record.elements(of: tags.number) == [Value.text("vip").encoded])
        #expect(record.exportLine.contains(#""element":"vip""#))
    }

    @Test func `what nobody has to decide was in conflict for who did not know the field`()
        throws
    {
        let language = try #require(Catalog.client.fields.first { $0.policy == .latest })
        let plain = Self.sibling.replacing("value", with: "plain")
        let other = plain.replacing("/1\"", with: "/2\"").replacing("\"A\"", with: "\"B\"")
        let unnamed = #"""
            {"conflict":true,"field":\#(language.number),"siblings":[\#(plain),\#(other)]}
            """#
        let record = try read(Self.line.replacing(Self.register, with: unnamed))
        #expect(!record.exportLine.contains("conflict"))
        let named = unnamed.replacing("plain", with: "value")
            .replacing(#""field":\#(language.number)"#, with: #""field":"\#(language.name)""#)
        #expect(throws: FieldErrors.self) {
            try read(Self.line.replacing(Self.register, with: named))
        }
    }
}
