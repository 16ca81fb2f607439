import AgentStore
import Catalog
import Causality
import JSON
import PostgreSQL
import Sync
import TestOffice
import TestPostgreSQL
import Testing

struct ColumnTests {
    private static let bookkeeping = ["id", "is_alive", "is_in_conflict"]

    @Test(arguments: Catalog.projections)
    func `the laptop's table has the catalog's columns`(collection: RecordCollection) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/book.sqlite"
            let store = try await AgentStore.open(at: path)
            let columns = try columnsOfSQLite(at: path, table: collection.table)
            await store.close()
            #expect(columns == Self.bookkeeping + collection.columns)
        }
    }

    @Test(arguments: Catalog.projections)
    func `the server's table has the catalog's columns`(collection: RecordCollection) async throws {
        try await Office.with { office in
            let columns = try await office.texts(
                """
                SELECT column_name::text FROM information_schema.columns
                WHERE table_name = \(collection.table) ORDER BY ordinal_position
                """)
            #expect(columns == ["book_id"] + Self.bookkeeping + collection.columns)
        }
    }

    @Test(
        arguments: [
            (.text("A\0B"), "AB"),
            (.text(String(repeating: "ß", count: 300)), String(repeating: "ß", count: 200)),
            (.text(String(repeating: "😀", count: 200)), String(repeating: "😀", count: 200)),
            (.integer(5), nil), (.empty, nil), (.bytes([1]), nil), (.group([]), nil),
        ] as [(Value, String?)])
    func `a value that no form would give has a cell that databases take`(
        value: Value, cell: String?
    ) throws {
        var desk = Desk()
        let record = try desk.added(["name": "A"])
        let after = desk.applied([desk.write(value, to: 2, of: record)], to: record)
        #expect(Catalog.client.cells(of: after)[1] == cell)
        #expect(after[2].standing(.ask)?.value == value)
    }

    @Test func `a group that holds something else leaves its columns empty`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "A"])
        let after = desk.applied([desk.write(.text("x"), to: 6, of: record)], to: record)
        #expect(Catalog.client.cells(of: after).count == Catalog.client.columns.count)
        #expect(Catalog.client.cells(of: after).compactMap { $0 } == ["A"])
    }
}
