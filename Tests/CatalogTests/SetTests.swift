import Bytes
import Catalog
import JSON
import Sync
import Testing

/// Fields that are sets, and fields that share a register but each bear a name in JSON.
struct SetTests {
    @Test func `a form's tags become elements, each a register of its own`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "A", "tags": ["vip", "old", "vip"]])
        #expect(record.elements(of: 19).count == 2)
        #expect(Catalog.client.json(of: record)["tags"] == ["old", "vip"])
    }

    @Test func `an edit adds and removes what differs, and touches nothing`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "A", "tags": ["vip", "old"]])
        let writes = try Catalog.client.edit(of: record, by: ["tags": ["vip", "new"]], owner: nil)
        #expect(writes.count == 2)
        #expect(writes.allSatisfy { $0.address.register == 19 })
        let after = desk.applied(writes, to: record)
        #expect(Catalog.client.json(of: after)["tags"] == ["new", "vip"])
        let cleared = try desk.edited(after, by: ["tags": nil])
        #expect(Catalog.client.json(of: cleared)["tags"] == nil)
    }

    @Test func `tags that two people add apart are all there, without a conflict`() throws {
        var (ann, ben) = (Desk(1), Desk(2))
        let record = try ann.added(["name": "A"])
        let one = try Catalog.client.edit(of: record, by: ["tags": ["a"]], owner: nil)
        let other = try Catalog.client.edit(of: record, by: ["tags": ["b"]], owner: nil)
        let both = ben.applied(other, to: ann.applied(one, to: record))
        #expect(Catalog.client.json(of: both)["tags"] == ["a", "b"])
        #expect(Catalog.client.conflicts(in: both).isEmpty)
    }

    @Test func `a payment's form has its members at the top, and one register takes them`() throws {
        let form: [String: JSONValue] = [
            "client": .string(RecordKey.client.id.text), "date": "2026-11-21",
            "amount": ["value": "12.50", "currency": "EUR"], "reference": "R 1",
        ]
        let record = try Self.payment(form)
        #expect(record.registers.count == 1)
        var expected = form
        expected["id"] = .string(record.key.id.text)
        #expect(Catalog.payment.json(of: record) == .object(expected))
        #expect(!record.isAlive)
    }

    @Test(
        arguments: [
            (["date": "2026-11-21"], ["client", "amount"]), ([:], ["client", "amount", "date"]),
            (["client": nil, "date": nil, "amount": nil], ["client", "amount", "date"]),
            (["payment": 1], ["payment", "client", "amount", "date"]),
        ] as [([String: JSONValue], [String])])
    func `a payment without what it needs is refused`(
        form: [String: JSONValue], paths: [String]
    ) {
        do {
            _ = try Self.payment(form)
            Issue.record("it was taken")
        } catch {
            #expect((error as? FieldErrors)?.errors.map(\.path) == paths)
        }
    }

    @Test func `what is append-only is neither edited nor deleted`() throws {
        let record = try Self.payment([
            "client": .string(RecordKey.client.id.text), "date": "2026-11-21",
            "amount": ["value": "12.50", "currency": "EUR"],
        ])
        #expect(throws: FieldErrors.self) {
            try Catalog.payment.edit(of: record, by: ["date": "2026-11-22"], owner: nil)
        }
        #expect(throws: FieldErrors.self) { try Catalog.payment.deletion(of: record, owner: nil) }
    }

    private static func payment(_ form: [String: JSONValue]) throws -> Record {
        let key = RecordKey(collection: Catalog.payment.number, id: RecordKey.client.id)
        var desk = Desk()
        return desk.applied(
            try Catalog.payment.creation(of: key.id, from: form, owner: nil), to: Record(key: key))
    }
}
