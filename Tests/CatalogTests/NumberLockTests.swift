import Catalog
import Foundation
import Sync
import Testing

/// The numbers of the catalog are for ever: books that were written with them must be read.
struct NumberLockTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Catalog/Numbers.lock").standardizedFileURL

    @Test func `every number is in the lock, and means what it meant`() throws {
        let text = try String(contentsOf: Self.path, encoding: .utf8)
        let lock = NumberLock(text)
        #expect(lock.violations(by: Catalog.collections).isEmpty)
        let additions = lock.additions(by: Catalog.collections, in: Catalog.schemaVersion)
        // What is new comes with a version of its own, which whoever lacks it can be told.
        #expect(lock.version == Catalog.schemaVersion || !additions.isEmpty)
        #expect(lock.version < Catalog.schemaVersion || additions.isEmpty)
        if ProcessInfo.processInfo.environment["LOCK_NUMBERS"] == "1", !additions.isEmpty {
            let lines = additions.joined(separator: "\n") + "\n"
            try (text + lines).write(to: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(additions.isEmpty, "new numbers: run this test once with LOCK_NUMBERS=1")
        }
    }

    private static let lock = NumberLock(
        """
        # a comment
        1 client editable
        1.1 number text ask touches
        1.1<=9 bound
        1.2 kind choice ask touches
        1.2=company word
        1.3 address group ask touches
        1.3.1 street text
        1.3.1<=9 bound
        1.4 fax text ask touches
        1.4 retired
        """)

    private static let kind = Field(2, "kind", .choice(["company"]))
    private static let street = GroupMember(1, "street", .text(max: 9))
    private static let number = Field(1, "number", .text(max: 9))
    private static let address = Field(3, "address", .group([street]))

    @Test func `what the lock knows passes, and what takes more does`() {
        #expect(violations(Self.number, Self.kind, Self.address).isEmpty)
        #expect(violations(Field(1, "number", .text(max: 99)), Self.kind, Self.address).isEmpty)
    }

    @Test(
        arguments: [
            ([kind, address], "1.1 number vanished"),
            ([number, kind], "1.3 address vanished"),
            ([Field(1, "number", .lines(max: 9)), kind, address], "1.1 was 'number text"),
            ([Field(1, "code", .text(max: 9)), kind, address], "1.1 was 'number text"),
            ([Field(1, "number", .text(max: 8)), kind, address], "1.1<=9 holds no more"),
            ([Field(1, "number", .text(max: 9), policy: .latest), kind, address], "1.1 was"),
            ([Field(1, "number", .text(max: 9), touches: false), kind, address], "1.1 was"),
            (
                [number, Field(2, "kind", .choice(["person"])), address],
                "1.2=company word vanished"
            ),
            ([number, kind, Field(3, "address", .group([]))], "1.3.1 street vanished"),
            (
                [number, kind, Field(3, "address", .group([GroupMember(1, "street", .bool)]))],
                "1.3.1 was 'street text'"
            ),
            ([number, kind, address, Field(4, "telex", .text(max: 9))], "1.4 is retired"),
        ] as [([Field], String)])
    func `each planted violation is found, and only it`(fields: [Field], words: String) throws {
        let found = Self.lock.violations(by: [Self.client(fields)])
        #expect(found.count == (words.hasPrefix("1.3 address") ? 2 : 1))
        #expect(found.first?.hasPrefix(words) == true)
    }

    @Test func `a collection that became append-only, or got another owner, is found`() {
        let fields = [Self.number, Self.kind, Self.address]
        let frozen = RecordCollection(
            .client, table: "clients", .appendOnly(.none), fields: fields)
        #expect(
            Self.lock.violations(by: [frozen]).first?.hasPrefix("1 was 'client editable'") == true)
        let contact = RecordCollection(
            .contact, table: "contacts", ownedBy: "client",
            fields: [Field(1, "client", .reference(.client))])
        let orphan = RecordCollection(
            .contact, table: "contacts", fields: [Field(1, "client", .reference(.client))])
        let owned = NumberLock("").additions(by: [contact], in: 1).joined(separator: "\n")
        #expect(NumberLock(owned).violations(by: [contact]).isEmpty)
        #expect(NumberLock(owned).violations(by: [orphan]).count == 1)
    }

    @Test func `a collection that vanished is found`() {
        #expect(Self.lock.violations(by: []).count == 6)
    }

    @Test func `new numbers are appended, and nothing else`() {
        let more = [
            Self.number, Field(2, "kind", .choice(["company", "person"])), Self.address,
            Field(5, "email", .text(max: 9)),
        ]
        #expect(
            Self.lock.additions(by: [Self.client(more)], in: 7)
                == [
                    "version 7", "1.2=person word", "1.5 email text ask touches", "1.5<=9 bound",
                ])
        #expect(Self.lock.additions(by: [Self.client([Self.number])], in: 7).isEmpty)
    }

    @Test(
        arguments: [
            ("1 client editable\n1 client editable", "1 stands twice"),
            ("1.9 retired", "1.9 is retired, but was not used"),
            ("version 2\nversion 2", "version 2 does not follow 2"),
        ])
    func `a lock that was tampered with is found`(text: String, words: String) {
        #expect(NumberLock(text).violations(by: []).first == words)
    }

    private func violations(_ fields: Field...) -> [String] {
        Self.lock.violations(by: [Self.client(fields)])
    }

    private static func client(_ fields: [Field]) -> RecordCollection {
        RecordCollection(.client, table: "clients", fields: fields)
    }
}
