import Bytes
import Catalog
import Causality
import JSON
import Sync
import Testing

struct FormTests {
    private static let full: [String: JSONValue] = [
        "number": "C-1", "name": "Ada Łódź", "kind": "company", "email": "ada@example.com",
        "phone": "+48 1", "vatID": "PL123", "taxNumber": "9", "buyerReference": "PO 7",
        "currency": "PLN", "language": "pl",
        "billingAddress": [
            "street": "Street 1", "street2": "Back", "city": "Łódź", "postalCode": "90-001",
            "region": "Łódzkie", "country": "PL",
        ],
        "deliveryAddress": ["city": "Gdynia"],
    ]

    @Test func `a form becomes a record that gives the form back as JSON`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        var expected = Self.full
        expected["id"] = .string(RecordKey.client.id.text)
        #expect(Catalog.client.json(of: record) == .object(expected))
        #expect(record.isAlive)
    }

    @Test func `every field of a form stands in its column`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let cells = Dictionary(
            uniqueKeysWithValues: zip(Catalog.client.columns, Catalog.client.cells(of: record)))
        #expect(cells["name"] == "Ada Łódź")
        #expect(cells["vat_id"] == "PL123")
        #expect(cells["billing_address_postal_code"] == "90-001")
        #expect(cells["billing_address_street2"] == "Back")
        #expect(cells["delivery_address_city"] == "Gdynia")
        #expect(cells.contains { $0.key == "delivery_address_street" && $0.value == nil })
        #expect(cells.values.compactMap { $0 }.count == 17)
    }

    @Test func `what a form does not name stays`() throws {
        var desk = Desk()
        let before = try desk.added(Self.full)
        let after = try desk.edited(before, by: ["phone": "1"])
        #expect(Catalog.client.json(of: after)["name"] == "Ada Łódź")
        #expect(Catalog.client.json(of: after)["phone"] == "1")
    }

    @Test func `a form that says what stands already writes nothing`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        #expect(try Catalog.client.edit(of: record, by: Self.full, owner: nil).isEmpty)
        #expect(try Catalog.client.edit(of: record, by: [:], owner: nil).isEmpty)
    }

    @Test func `an edit says that the record is alive, but for a field without weight`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let phone = try Catalog.client.edit(of: record, by: ["phone": "1"], owner: nil)
        #expect(Set(phone.map(\.address.register)) == [5, Life.register])
        let language = try Catalog.client.edit(of: record, by: ["language": "de"], owner: nil)
        #expect(language.map(\.address.register) == [12])
    }

    @Test func `null and an empty text clear a field`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let after = try desk.edited(
            record, by: ["phone": nil, "email": "", "deliveryAddress": nil])
        let json = Catalog.client.json(of: after)
        #expect(json["phone"] == nil && json["email"] == nil && json["deliveryAddress"] == nil)
    }

    @Test func `an edit replaces exactly the dots that it showed`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let writes = try Catalog.client.edit(of: record, by: ["name": "B"], owner: nil)
        let write = try #require(writes.first { $0.address.register == 2 })
        #expect(write.replaces == record[2].siblings.map(\.dot))
    }

    @Test func `a deletion writes the life register alone`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let writes = try Catalog.client.deletion(of: record, owner: nil)
        #expect(writes.map(\.address.register) == [Life.register])
        #expect(!desk.applied(writes, to: record).isAlive)
    }

    @Test func `an edit of one member of a group leaves the others as shown`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let after = try desk.edited(record, by: ["billingAddress": ["city": "Kutno"]])
        let address = try #require(Catalog.client.json(of: after)["billingAddress"])
        #expect(address["city"] == "Kutno")
        #expect(address["street"] == "Street 1")
    }

    @Test func `members that a later version knows stay in their group`() throws {
        var desk = Desk()
        let record = try desk.added(Self.full)
        let later = Value.group([
            .init(number: 3, value: .text("Łódź")), .init(number: 77, value: .text("Floor 3")),
        ])
        let theirs = desk.applied([desk.write(later, to: 6, of: record)], to: record)
        let after = try desk.edited(theirs, by: ["billingAddress": ["city": "Kutno"]])
        #expect(
            after[6].standing(.ask)?.value
                == .group([
                    .init(number: 3, value: .text("Kutno")),
                    .init(number: 77, value: .text("Floor 3")),
                ]))
    }

    @Test func `one place of a field is written alone, and what else it holds stays`() throws {
        let field = try #require(Catalog.client.field(named: "billingAddress"))
        let city = try #require(Catalog.client.leaves.first { $0.name == "billingAddress.city" })
        let shown = Value.group([
            .init(number: 1, value: .text("A St")), .init(number: 77, value: .text("Floor 3")),
        ])
        let json = city.alone(city.json(of: "Oslo"))
        #expect(json == ["city": "Oslo"] && field.form(of: json) == ["billingAddress": json])
        #expect(
            try field.value(of: json, over: shown)
                == .group([
                    .init(number: 1, value: .text("A St")),
                    .init(number: 3, value: .text("Oslo")),
                    .init(number: 77, value: .text("Floor 3")),
                ]))
        let quantity = try #require(Catalog.line.leaves.first { $0.name == "quantity" })
        #expect(quantity.field.form(of: quantity.alone("6")) == ["quantity": "6"])
    }

    @Test func `a field in conflict is named, and the life register as life`() throws {
        var (ann, ben) = (Desk(1), Desk(2))
        let record = try ann.added(Self.full)
        let edit = try Catalog.client.edit(
            of: record, by: ["name": "A", "language": "de"], owner: nil)
        let other = try Catalog.client.edit(
            of: record, by: ["name": "B", "language": "fr"], owner: nil)
        let both = ben.applied(other, to: ann.applied(edit, to: record))
        #expect(Catalog.client.conflicts(in: both) == ["name"])
        #expect(Catalog.client.json(of: both)["conflicts"] == ["name"])
        let deleted = ben.applied(try Catalog.client.deletion(of: record, owner: nil), to: both)
        #expect(Catalog.client.conflicts(in: deleted) == ["life", "name"])
    }
}

/// Somebody who fills in forms: applies writes under a replica of its own.
struct Desk {
    private let replica: ReplicaID
    private var counter: UInt64 = 0

    init(_ number: UInt8 = 1) { replica = ReplicaID(bytes: [UInt8](repeating: number, count: 16))! }

    mutating func added(_ form: [String: JSONValue]) throws -> Record {
        let writes = try Catalog.client.creation(
            of: RecordKey.client.id, from: form, owner: nil)
        return applied(writes, to: Record(key: .client))
    }

    mutating func edited(_ record: Record, by form: [String: JSONValue]) throws -> Record {
        applied(try Catalog.client.edit(of: record, by: form, owner: nil), to: record)
    }

    mutating func applied(_ writes: [Write], to record: Record) -> Record {
        let change = change(writes)
        var record = record
        record.apply(change, stamp: change.claimed)
        return record
    }

    mutating func change(_ writes: [Write]) -> Change {
        counter += 1
        return Change(
            dot: Dot(replica: replica, counter: counter),
            device: DeviceID(bytes: replica.bytes)!, claimed: Stamp(milliseconds: counter),
            schemaVersion: 1, writes: writes)
    }

    func write(_ value: Value, to register: UInt32, of record: Record) -> Write {
        Write(
            address: RegisterAddress(record: record.key, register: register), value: value,
            replaces: record[register].shown(.ask))
    }
}

extension RecordKey {
    static let client = RecordKey(
        collection: 1, id: RecordID(bytes: [UInt8](repeating: 7, count: 16))!)
}
