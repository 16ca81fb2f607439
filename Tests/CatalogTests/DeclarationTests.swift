import Bytes
import Catalog
import Causality
import Sync
import Testing

struct DeclarationTests {
    @Test func `no collection shares its number, name or table`() {
        #expect(areDistinct(Catalog.collections.map(\.number)))
        #expect(areDistinct(Catalog.collections.map(\.name)))
        #expect(areDistinct(Catalog.collections.map(\.table)))
        #expect(
            Set(Catalog.collections.map(\.number)) == Set(CollectionNumber.allCases.map(\.rawValue))
        )
    }

    @Test(arguments: Catalog.collections)
    func `no field, leaf, column or heading shares its number or name`(
        collection: RecordCollection
    ) {
        #expect(areDistinct(collection.fields.map(\.number) + [Life.register]))
        #expect(areDistinct(collection.fields.flatMap(\.formNames) + ["id", "conflicts"]))
        #expect(areDistinct(collection.fields.map(\.name)))
        #expect(areDistinct(collection.leaves.map(\.path)))
        #expect(areDistinct(collection.columns + ["id", "is_alive", "is_in_conflict", "book_id"]))
        #expect(areDistinct(collection.csvHeader))
    }

    @Test(arguments: Catalog.collections)
    func `no member of a group shares its number or name, at any depth`(
        collection: RecordCollection
    ) {
        for type in collection.fields.map(\.type) { check(type, depth: 0) }
    }

    private func check(_ type: FieldType, depth: Int) {
        switch type {
        case .group(let members):
            #expect(areDistinct(members.map(\.number)))
            #expect(areDistinct(members.map(\.name)))
            #expect(members.allSatisfy { $0.number > 0 })
            for member in members { check(member.type, depth: depth + 1) }
        case .list(let element, let max):
            #expect(max <= Value.Limits.membersMax)
            check(element, depth: depth + 1)
        case .money, .link: #expect(depth + 1 <= Value.Limits.depthMax)
        case .text(let max), .lines(let max): #expect(max * 4 <= Value.Limits.bytesMax)
        case .bytes(let max): #expect(max <= Value.Limits.bytesMax)
        default: break
        }
        #expect(depth <= Value.Limits.depthMax)
    }

    @Test(arguments: Catalog.collections)
    func `the schema says what the declaration says`(collection: RecordCollection) {
        let schema = Catalog.schema
        #expect(schema.isDeletable(collection.number) == collection.kind.isDeletable)
        #expect(schema.deed(collection.number) == collection.kind.deed)
        #expect(schema.isDraft(collection.number) == (collection.kind == .draft))
        for field in collection.fields {
            #expect(schema.policy(of: field.number, in: collection.number) == field.policy)
            #expect(schema.touches(field.number, in: collection.number) == field.touches)
        }
    }

    @Test(
        arguments: [
            ("line", "draft"), ("charge", "draft"), ("orderLine", "order"), ("orderStep", "order"),
            ("contact", "client"),
        ])
    func `these are owned, and nothing else is`(child: String, owner: String) throws {
        let number = { (name: String) in
            try #require(Catalog.collections.first { $0.name == name }).number
        }
        #expect(Catalog.schema.owner(in: try number(child))?.collection == (try number(owner)))
        #expect(Catalog.collections.filter { $0.owner != nil }.count == 5)
    }

    @Test func `only what has happened is a deed, and only an allocation goes along with one`() {
        let deeds = Catalog.collections.filter { $0.kind.deed == .deed }.map(\.name)
        #expect(
            Set(deeds) == ["document", "void", "payment", "refund", "reversal", "stockMovement"])
        #expect(
            Catalog.collections.filter { $0.kind.deed == .companion }.map(\.name) == ["allocation"])
    }

    @Test func `issuing a draft with its document and a payment with its allocation are deeds`() {
        let draft = address(Catalog.draft, Life.register)
        let payment = address(Catalog.payment, 1)
        let allocation = address(Catalog.allocation, 1)
        #expect(isDeed([address(Catalog.document, 1), draft]))
        #expect(isDeed([payment, allocation]))
        #expect(!isDeed([allocation]))
        #expect(!isDeed([payment, address(Catalog.draft, 2)]))
        #expect(!isDeed([payment, address(Catalog.client, 2)]))
    }

    private func address(_ collection: RecordCollection, _ register: UInt32) -> RegisterAddress {
        RegisterAddress(
            record: RecordKey(collection: collection.number, id: RecordKey.client.id),
            register: register)
    }

    private func isDeed(_ places: [RegisterAddress]) -> Bool {
        let writes = places.map { Write(address: $0, value: .empty, replaces: []) }
        let replica = ReplicaID(bytes: RecordKey.client.id.bytes)!
        return Catalog.schema.isDeed(
            Change(
                dot: Dot(replica: replica, counter: 1),
                device: DeviceID(bytes: replica.bytes)!, claimed: Stamp(bits: 0), schemaVersion: 1,
                writes: writes))
    }

    @Test func `an unknown collection asks, and everything of it can be deleted`() {
        #expect(Catalog.collection(9_999) == nil)
        #expect(Catalog.schema.policy(of: 1, in: 9_999) == .ask)
        #expect(Catalog.schema.isDeletable(9_999))
    }

    private func areDistinct<Key: Hashable>(_ keys: [Key]) -> Bool { Set(keys).count == keys.count }
}
