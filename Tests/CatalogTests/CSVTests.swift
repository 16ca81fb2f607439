import Bytes
import Catalog
import JSON
import Sync
import Testing

struct CSVTests {
    @Test(arguments: Catalog.collections)
    func `there is a cell for every heading and column`(collection: RecordCollection) {
        let key = RecordKey(collection: collection.number, id: RecordKey.client.id)
        let record = Record(key: key)
        #expect(collection.csvCells(of: record).count == collection.csvHeader.count)
        #expect(collection.cells(of: record).count == collection.columns.count)
    }

    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+48 1", "'+48 1"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"),
            ("'=1", "''=1"), ("a=1", "a=1"), ("'a", "'a"), ("", ""), ("'", "'"), ("''-", "'''-"),
        ])
    func `a text that a table program would compute is defused, and comes back`(
        text: String, cell: String
    ) {
        #expect(CSVText.defused(text) == cell)
        #expect(CSVText.original(cell) == text)
    }

    @Test func `a line quotes what needs it`() {
        #expect(
            CSVText.line(["a", "b,c", "say \"x\"", "1\n2", " d", ""])
                == "a,\"b,c\",\"say \"\"x\"\"\",\"1\n2\",\" d\",\r\n")
    }

    @Test func `a formula in a field of numbers is defused too`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "Ada"])
        let forged = desk.applied(
            [desk.write(.text("=HYPERLINK(1)"), to: 15, of: record)], to: record)
        let named = Dictionary(
            uniqueKeysWithValues: zip(
                Catalog.client.csvHeader, Catalog.client.csvCells(of: forged)))
        #expect(named["discountPercent"] == "'=HYPERLINK(1)")
        let owed = desk.applied([desk.write(.integer(-250), to: 15, of: record)], to: record)
        #expect(Catalog.client.csvCells(of: owed).contains("-250"))
    }

    @Test func `money has two cells and columns, numbers stay numbers, and texts are defused`()
        throws
    {
        var desk = Desk()
        let record = try desk.added([
            "name": "=cmd", "phone": "+48", "tags": ["b", "a"], "archived": true,
            "reminders": ["mode": "own", "schedule": [-3, 7]], "discountPercent": "2.50",
        ])
        let named = Dictionary(
            uniqueKeysWithValues: zip(
                Catalog.client.csvHeader, Catalog.client.csvCells(of: record)))
        #expect(named["name"] == "'=cmd")
        #expect(named["phone"] == "'+48")
        #expect(named["tags"] == #"["a","b"]"#)
        #expect(named["archived"] == "true")
        #expect(named["reminders.schedule"] == "[-3,7]")
        #expect(named["discountPercent"] == "2.5")
        #expect(Catalog.payment.csvHeader.contains("amount.currency"))
        #expect(Catalog.payment.columns.contains("amount_units"))
        #expect(Catalog.payment.typedColumns.first { $0.name == "amount_units" }?.kind == .integer)
    }

    @Test func `bytes that only programs read have no column`() {
        #expect(!Catalog.document.columns.contains("bytes"))
        #expect(Catalog.document.columns.contains("hash"))
        #expect(Catalog.document.columns.contains("exchange_rate_date"))
    }
}
