import Bytes
import Catalog
import Causality
import JSON
import Money
import Sync
import Testing

struct FactsTests {
    private static func allocation(_ form: [String: JSONValue]) throws -> Record {
        let key = RecordKey(collection: Catalog.allocation.number, id: RecordKey.client.id)
        var desk = Desk()
        return desk.applied(
            try Catalog.allocation.creation(of: key.id, from: form, owner: nil),
            to: Record(key: key))
    }

    @Test func `what a form says is read as the domain's types`() throws {
        let id = RecordKey.client.id.text
        let record = try Self.allocation([
            "source": .string("payment/" + id), "document": .string(id),
            "amount": ["value": "-1.05", "currency": "EUR"],
        ])
        let facts = try #require(Facts(record))
        #expect(facts.amount("amount")?.minorUnits == -105)
        #expect(facts.reference("source")?.collection == Catalog.payment.number)
        #expect(facts.reference("document")?.collection == Catalog.document.number)
        #expect(facts.reference("releases") == nil)
        #expect(facts.references.map(\.collection) == [9, 12])
    }

    @Test func `values that no form would give are nothing`() throws {
        var desk = Desk()
        let record = Record(key: RecordKey(collection: 12, id: RecordKey.client.id))
        let group = Value.group([
            .init(number: 1, value: .text("x")), .init(number: 2, value: .integer(1)),
            .init(number: 3, value: .text("2026-02-30")),
        ])
        let facts = try #require(
            Facts(desk.applied([desk.write(group, to: 1, of: record)], to: record)))
        #expect(facts.reference("client") == nil)
        #expect(facts.amount("amount") == nil)
        #expect(facts.date("date") == nil)
        #expect(facts.text("method") == nil)
        #expect(facts.references.isEmpty)
        #expect(Facts(Record(key: RecordKey(collection: 999, id: RecordKey.client.id))) == nil)
    }

    @Test func `a derived id follows from rule and cause, and from nothing else`() {
        let id = RecordKey.client.id
        let pdf = DerivedID.rendering(of: id, format: "pdf")
        #expect(pdf == DerivedID.rendering(of: id, format: "pdf"))
        #expect(pdf != DerivedID.rendering(of: id, format: "xml"))
        let joined: RecordID = DerivedID.of("a", [[1], [2]])
        #expect(joined != DerivedID.of("a", [[1, 2]]))
        #expect(joined != DerivedID.of("b", [[1], [2]]))
    }

    @Test func `the changes that a document froze are read back, and nothing else is`() {
        let replica = ReplicaID(bytes: RecordKey.client.id.bytes)!
        let dots = [Dot(replica: replica, counter: 300), Dot(replica: replica, counter: 1)]
        #expect(FrozenChanges.dots(FrozenChanges.bytes(of: dots + dots)) == Set(dots))
        #expect(FrozenChanges.dots([]) == [])
        #expect(FrozenChanges.dots([1]) == nil)
        #expect(FrozenChanges.dots([UInt8](repeating: 0, count: 24)) == nil)
    }

    @Test func `two renderings of one document are one record, and the first stands`() throws {
        let key = DerivedID.rendering(of: RecordKey.client.id, format: "pdf")
        var (ann, ben) = (Desk(1), Desk(2))
        let made = { (renderer: String) in
            try Catalog.rendering.creation(
                of: key.id,
                from: [
                    "document": .string(RecordKey.client.id.text), "format": "pdf",
                    "blob": .string(String(repeating: "ab", count: 32)),
                    "renderer": .string(renderer),
                ], owner: nil)
        }
        let one = ann.applied(try made("A"), to: Record(key: key))
        let both = ben.applied(try made("B"), to: one)
        #expect(both[1].siblings.count == 2)
        #expect(Catalog.rendering.conflicts(in: both).isEmpty)
        #expect(Facts(both)?.text("renderer") == "A")
    }
}
