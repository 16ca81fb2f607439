import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct ProjectionTests {
    @Test func `a conflict is marked, and the standing value shown`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            let first = ann.change(name: "Ada", milliseconds: 1)
            let left = ann.change(name: "Ada A", over: [first.dot], milliseconds: 9)
            let right = ben.change(name: "Ada B", over: [first.dot], milliseconds: 5)
            try await office.push([first, left], from: &ann, into: book)
            #expect(try await office.number(Self.inConflict) == 0)
            try await office.push([right], from: &ben, into: book)
            #expect(try await office.number(Self.inConflict) == 1)
            #expect(try await office.texts("SELECT name FROM clients") == ["Ada A"])
        }
    }

    @Test func `two documents of one id are both kept, and the first is shown in conflict`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            try await office.push([ann.document("2026-A-1", at: 5)], from: &ann, into: book)
            #expect(try await office.texts(Self.shown) == ["2026-A-1false"])
            try await office.push([ben.document("2026-B-1", at: 9)], from: &ben, into: book)
            #expect(try await office.texts(Self.shown) == ["2026-A-1true"])
        }
    }

    private static let shown: Query = "SELECT number || is_in_conflict::text FROM documents"

    @Test func `a deleted record is marked and kept`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let first = ann.change()
            let life = Write(
                address: RegisterAddress(record: .sample, register: Life.register),
                value: Life.deleted.value, replaces: [first.dot])
            let deletion = Change(
                dot: Dot(replica: ann.replica, counter: 2), device: ann.id,
                claimed: first.claimed, schemaVersion: 1, writes: [life])
            try await office.push([first, deletion], from: &ann, into: book)
            #expect(
                try await office.texts("SELECT name || is_alive::text FROM clients")
                    == ["Adafalse"])
        }
    }

    @Test func `many records in one push are each in their own row`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let changes = (1...50).map { ann.change(name: "Client \($0)", record: .client($0)) }
            try await office.push(changes, from: &ann, into: book)
            #expect(try await office.number("SELECT count(DISTINCT name) FROM clients") == 50)
            #expect(try await office.number("SELECT count(*) FROM record_states") == 50)
        }
    }

    @Test func `a collection of a later version is kept and shown nowhere`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let key = RecordKey(collection: .max, id: RecordKey.sample.id)
            try await office.push([ann.change(record: key)], from: &ann, into: book)
            #expect(
                try await office.number("SELECT collection FROM record_states") == 4_294_967_295)
            #expect(try await office.number("SELECT count(*) FROM clients") == 0)
        }
    }

    @Test func `a change to thousands of records is taken in a moment`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let writes = (0..<Change.Limits.writesMax).map { number in
                let id = RecordID(
                    bytes: (0..<14).map { _ in UInt8(1) } + [
                        UInt8(number >> 8), UInt8(number & 255),
                    ])!
                return Write(
                    address: RegisterAddress(
                        record: RecordKey(collection: 7, id: id), register: 1),
                    value: .bool(true), replaces: [])
            }
            let change = Change(
                dot: Dot(replica: ann.replica, counter: 1), device: ann.id,
                claimed: Stamp(milliseconds: 1), schemaVersion: 1, writes: writes)
            try await office.push([change], from: &ann, into: book)
            #expect(
                try await office.number("SELECT count(*) FROM record_states")
                    == Int64(Change.Limits.writesMax))
        }
    }

    private static let inConflict: Query = "SELECT count(*) FROM clients WHERE is_in_conflict"
}

extension TestDevice {
    /// That a document of the same id was issued under a number.
    func document(_ number: String, at milliseconds: UInt64) -> Change {
        let id = RecordID(bytes: [UInt8](repeating: 3, count: 16))!
        let values: [String: Value] = [
            "draft": .bytes(id.bytes), "kind": .text("invoice"), "number": .text(number),
            "issueDate": .text("2026-03-02"), "bytes": .bytes([1]),
            "hash": .bytes([UInt8](repeating: 1, count: 32)),
        ]
        return Change(
            dot: Dot(replica: replica, counter: 1), device: self.id,
            claimed: Stamp(milliseconds: milliseconds), schemaVersion: 1,
            writes: Catalog.document.creation(of: id, values: values, owner: nil))
    }
}
