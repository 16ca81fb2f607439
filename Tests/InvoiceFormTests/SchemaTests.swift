import InvoiceForm
import Invoicing
import JSON
import Money
import Testing

struct SchemaTests {
    private let schema: JSONSchema

    init() throws {
        schema = JSONSchema(root: try Repository.json("docs/invoice.schema.json"))
    }

    @Test func `schema and decoder know the same names and demand the same ones`() throws {
        try expectSame(InvoiceName.self, schema.root)
        try expectSame(LineName.self, definition("line"))
        try expectSame(PartName.self, definition("part"))
        try expectSame(DocumentPartName.self, definition("documentPart"))
        try expectSame(BuyerName.self, #require(schema.root["properties"]?["buyer"]))
    }

    private func expectSame<Names: FormNames>(_ names: Names.Type, _ object: JSONValue) throws {
        let properties = try #require(object["properties"]?.object)
        #expect(Set(properties.keys) == Set(Names.allCases.map(\.rawValue)))
        let required = (object["required"]?.array ?? []).compactMap(\.string)
        #expect(Set(required) == Set(Names.required.map(\.rawValue)))
        #expect(object["additionalProperties"] == .bool(false))
    }

    private func definition(_ name: String) throws -> JSONValue {
        try #require(schema.root["$defs"]?[name])
    }

    @Test func `schema and decoder allow the same words`() throws {
        let properties = try #require(schema.root["properties"])
        #expect(properties["kind"]?["enum"] == words(InvoiceForm.Kind.self))
        #expect(properties["rounding"]?["enum"] == words(Rounding.self))
        #expect(try definition("taxCategory")["enum"] == words(TaxCategory.self))
    }

    private func words<Choice: RawRepresentable<String> & CaseIterable>(
        _ choices: Choice.Type
    ) -> JSONValue {
        .array(choices.allCases.map { .string($0.rawValue) })
    }

    @Test func `schema and decoder have the same bounds`() throws {
        let properties = try #require(schema.root["properties"])
        let line = try #require(try definition("line")["properties"])
        let adjustmentsMax = JSONValue.integer(Int64(InvoiceBounds.adjustmentsMax))
        #expect(properties["lines"]?["maxItems"] == .integer(Int64(InvoiceBounds.linesMax)))
        for object in [properties, line] {
            #expect(object["allowances"]?["maxItems"] == adjustmentsMax)
            #expect(object["charges"]?["maxItems"] == adjustmentsMax)
        }
        #expect(
            line["description"]?["maxLength"]
                == .integer(Int64(InvoiceBounds.descriptionLengthMax)))
        #expect(
            try definition("reason")["maxLength"] == .integer(Int64(InvoiceBounds.reasonLengthMax)))
        #expect(
            try definition("code")["maxLength"] == .integer(Int64(InvoiceBounds.codeLengthMax)))
        #expect(properties["id"]?["maxLength"] == .integer(Int64(InvoiceForm.idLengthMax)))
    }

    @Test(arguments: SchemaCases.all)
    func `schema and decoder judge the same`(change: SchemaCases.Change) throws {
        let form = try change.applied(to: JSONValue(parsing: Array(SchemaCases.base.utf8)))
        let isRead = (try? InvoiceForm(form)) != nil
        #expect(isRead == change.isGood, "the decoder")
        #expect(try schema.accepts(form) == change.isGood, "the schema")
    }
}
