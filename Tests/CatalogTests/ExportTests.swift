import Bytes
import Catalog
import Causality
import JSON
import Sync
import Testing

struct ExportTests {
    private static let one = "01010101-0101-0101-0101-010101010101"
    private static let two = "02020202-0202-0202-0202-020202020202"

    @Test func `a record is one line, with its fields by name and every sibling`() throws {
        var (ann, ben) = (Desk(1), Desk(2))
        let record = try ann.added(["name": "Ann & Co", "tags": ["b"], "archived": false])
        let left = try Catalog.client.edit(of: record, by: ["name": "Ann"], owner: nil)
        let right = try Catalog.client.edit(of: record, by: ["name": "Ben"], owner: nil)
        let both = ben.applied(right, to: ann.applied(left, to: record))
        let name = try #require(Self.field("name", of: both))
        #expect(name["conflict"] == true)
        #expect(
            name["siblings"] == [
                ["dot": .string(Self.one + "/2"), "stamp": "2/0", "value": "Ann"],
                ["dot": .string(Self.two + "/1"), "stamp": "1/0", "value": "Ben"],
            ])
        let tag = try #require(Self.field("tags", of: both))
        #expect(tag["element"] == "b")
        #expect(tag["siblings"]?.array?.first?["value"] == true)
        #expect(Self.field("life", of: both)?["siblings"]?.array?.first?["value"] == "alive")
        #expect(Self.field("archived", of: both)?["conflict"] == nil)
        #expect(both.exportLine.hasPrefix(#"{"collection":"client","id":""#))
        #expect(both.exportLine.hasSuffix("]}\n"))
        #expect(both.exportLine.filter { $0 == "\n" }.count == 1)
    }

    @Test func `the order in which siblings came does not show`() throws {
        var (ann, ben) = (Desk(1), Desk(2))
        let record = try ann.added(["name": "A"])
        let left = ann.change(try Catalog.client.edit(of: record, by: ["name": "B"], owner: nil))
        let right = ben.change(try Catalog.client.edit(of: record, by: ["name": "C"], owner: nil))
        var (first, second) = (record, record)
        for change in [left, right] { first.apply(change, stamp: change.claimed) }
        for change in [right, left] { second.apply(change, stamp: change.claimed) }
        #expect(first.exportLine == second.exportLine)
    }

    @Test func `of a record that is over there is its grave alone`() throws {
        var ann = Desk(1)
        let record = try ann.added(["name": "A"])
        let gone = ann.applied(try Catalog.client.deletion(of: record, owner: nil), to: record)
        #expect(gone.exportLine == gone.grave.exportLine)
        #expect(gone.exported["registers"]?.array?.count == 1)
        #expect(gone.exportLine != record.exportLine)
    }

    @Test func `what a later version wrote is told as it is`() {
        let key = RecordKey(collection: 7_777, id: RecordKey.client.id)
        let value = Value.group([
            .init(number: 1, value: .bytes([1, 255])), .init(number: 9, value: .empty),
        ])
        let unknown = Self.record(key, [(RegisterKey(4, element: [255]), value)])
        #expect(unknown.exported["collection"] == 7_777)
        let register = unknown.exported["registers"]?.array?.first
        #expect(register?["field"] == 4)
        #expect(register?["elementBytes"] == "ff")
        #expect(
            register?["siblings"]?.array?.first?["plain"]
                == ["group": [[1, ["bytes": "01ff"]], [9, nil]]])
    }

    @Test func `a group with a member that is not known loses nothing`() {
        let known = Value.Member(number: 1, value: .text("High Street"))
        let group = Self.client(.group([known]), in: "billingAddress")
        let more = Self.client(
            .group([known, .init(number: 99, value: .text("later"))]), in: "billingAddress")
        #expect(group.exportLine.contains(#""value":{"street":"High Street"}"#))
        #expect(more.exportLine.contains("later"))
    }

    @Test(arguments: Catalog.collections)
    func `different values of a field give different lines`(collection: RecordCollection) {
        let key = RecordKey(collection: collection.number, id: RecordKey.client.id)
        for field in collection.fields {
            let values = Self.oddities(of: field.type)
            let lines = values.map {
                Self.record(key, [(RegisterKey(field.number), $0)]).exportLine
            }
            #expect(Set(lines).count == Set(values).count, "\(field.name)")
        }
    }

    /// Values that look alike, and those that the field itself would take.
    static func oddities(of type: FieldType) -> [Value] {
        let day = "2026-02-28"
        let plain: [Value] = [
            .empty, .bool(true), .integer(1), .text("1"), .text("true"), .text(""), .text("01"),
            .bytes([1]), .bytes([]), .text(day), .text("1970-01-01T00:00:01Z"), .text("1.0"),
            .text("eur"), .text("EUR"), .text("net 30"), .text("net30"), .group([]),
            .text(one), .bytes([UInt8](repeating: 1, count: 16)),
            .bytes([UInt8](repeating: 1, count: 24)), .text(one + "/72340172838076673"),
            .text("client/" + one), .bytes([UInt8](repeating: 1, count: 32)),
            .text(String(repeating: "01", count: 32)), .integer(.max),
        ]
        let pairs: [Value] = plain.map { .group([.init(number: 1, value: $0)]) }
        let amounts: [Value] = [.integer(1), .integer(100), .text("1")].map {
            .group([.init(number: 1, value: $0), .init(number: 2, value: .text("EUR"))])
        }
        let second: [Value] = plain.map { .group([.init(number: 2, value: $0)]) }
        let members = type.members.flatMap { member in
            plain.map { Value.group([.init(number: member.number, value: $0)]) }
        }
        return Array(Set(plain + pairs + amounts + second + members))
    }

    private static func client(_ value: Value, in field: String) -> Record {
        let number = Catalog.client.field(named: field)?.number ?? 0
        return record(.client, [(RegisterKey(number), value)])
    }

    static func record(_ key: RecordKey, _ values: [(RegisterKey, Value)]) -> Record {
        let dot = Dot(replica: ReplicaID(bytes: [UInt8](repeating: 1, count: 16))!, counter: 1)
        return Record(
            key: key,
            registers: Registers(
                values.map { key, value in
                    let sibling = Sibling(dot: dot, stamp: Stamp(milliseconds: 1), value: value)
                    return (key, Register(siblings: [sibling]))
                }))
    }

    private static func field(_ name: String, of record: Record) -> JSONValue? {
        record.exported["registers"]?.array?.first { $0["field"]?.string == name }
    }
}
