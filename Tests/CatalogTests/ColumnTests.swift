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
    @Test func `the laptop's tables have the catalog's columns`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/book.sqlite"
            let store = try await AgentStore.open(at: path)
            for collection in Catalog.collections {
                let columns = try columnsOfSQLite(at: path, table: collection.table)
                let declared = collection.typedColumns.map { column in
                    switch column.kind {
                    case .text: "\(column.name) TEXT"
                    case .integer, .boolean: "\(column.name) INTEGER"
                    case .identifier: "\(column.name) BLOB"
                    }
                }
                let bookkeeping = ["id BLOB", "is_alive INTEGER", "is_in_conflict INTEGER"]
                #expect(columns == bookkeeping + declared)
            }
            await store.close()
        }
    }

    @Test func `the server's tables have the catalog's columns`() async throws {
        try await Office.with { office in
            for collection in Catalog.collections {
                let columns = try await office.texts(
                    """
                    SELECT column_name || ' ' || data_type FROM information_schema.columns
                    WHERE table_name = \(collection.table) ORDER BY ordinal_position
                    """)
                let declared = collection.typedColumns.map { column in
                    switch column.kind {
                    case .text: "\(column.name) text"
                    case .integer: "\(column.name) bigint"
                    case .boolean: "\(column.name) boolean"
                    case .identifier: "\(column.name) uuid"
                    }
                }
                let bookkeeping = [
                    "book_id uuid", "id uuid", "is_alive boolean", "is_in_conflict boolean",
                ]
                #expect(columns == bookkeeping + declared)
            }
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
