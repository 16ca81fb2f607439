import Bytes
import Catalog
import JSON
import Sync
import Testing

/// An edit writes the life of its record, and of its owner, as it was shown.
struct LifeTests {
    @Test func `an edit of a deleted record does not bring it back to life`() throws {
        var desk = Desk()
        let record = try desk.added(["name": "A"])
        let deleted = desk.applied(
            try Catalog.client.deletion(of: record, owner: nil), to: record)
        let edited = try desk.edited(deleted, by: ["name": "B"])
        #expect(!edited.isAlive)
        #expect(Catalog.client.conflicts(in: edited).isEmpty)
    }

    @Test func `a new line, its edit and its deletion touch the draft as it was shown`() throws {
        var desk = Desk()
        let draft = try desk.draft()
        let issued = desk.applied(
            [desk.write(Life.issued([]).value, to: Life.register, of: draft)], to: draft)
        let id = RecordKey.client.id
        let form: [String: JSONValue] = [
            "draft": .string(draft.key.id.text), "description": "Work", "unitPrice": "10.5",
        ]
        let owner = try #require(Catalog.line.owner(in: form))
        #expect(owner == draft.key)
        let made = try Catalog.line.creation(of: id, from: form, owner: issued)
        let line = desk.applied(
            made, to: Record(key: RecordKey(collection: Catalog.line.number, id: id)))
        let edit = try Catalog.line.edit(of: line, by: ["quantity": 2], owner: issued)
        let deletion = try Catalog.line.deletion(of: line, owner: issued)
        for writes in [made, edit, deletion] {
            let touch = writes.first { $0.address.record == draft.key }
            #expect(touch?.value == Life.issued([]).value)
            #expect(touch?.replaces == issued[Life.register].dots)
        }
    }

    @Test func `moving a line to its place touches nothing`() throws {
        var desk = Desk()
        let draft = try desk.draft()
        let form: [String: JSONValue] = ["draft": .string(draft.key.id.text)]
        let line = desk.applied(
            try Catalog.line.creation(of: RecordKey.client.id, from: form, owner: draft),
            to: Record(key: RecordKey(collection: Catalog.line.number, id: RecordKey.client.id)))
        let writes = try Catalog.line.edit(of: line, by: ["position": "a1"], owner: draft)
        #expect(writes.map(\.address.register) == [2])
    }

    @Test func `a line stays with its draft`() throws {
        var desk = Desk()
        let draft = try desk.draft()
        let form: [String: JSONValue] = ["draft": .string(draft.key.id.text)]
        let line = desk.applied(
            try Catalog.line.creation(of: RecordKey.client.id, from: form, owner: draft),
            to: Record(key: RecordKey(collection: Catalog.line.number, id: RecordKey.client.id)))
        #expect(throws: FieldErrors.self) {
            try Catalog.line.edit(
                of: line, by: ["draft": .string(RecordKey.client.id.text)], owner: draft)
        }
    }
}

extension Desk {
    mutating func draft() throws -> Record {
        let id = RecordID(bytes: [UInt8](repeating: 8, count: 16))!
        let key = RecordKey(collection: Catalog.draft.number, id: id)
        let writes = try Catalog.draft.creation(of: id, from: ["kind": "invoice"], owner: nil)
        return applied(writes, to: Record(key: key))
    }
}
