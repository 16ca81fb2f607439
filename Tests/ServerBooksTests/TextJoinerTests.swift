import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerBooks
import ServerStore
import Sync
import TestOffice
import Testing

/// Long texts that were written apart become one, by the server's own change.
struct TextJoinerTests {
    private static let now = UInt64(TestOffice.Office.now.microseconds / 1_000)
    private static let note: UInt32 = 18

    @Test func `two notes of one are joined once, and nobody is asked`() async throws {
        try await Office.with { office in
            let book = try await Self.apart(office, "one\ntwo\n", ["ONE\ntwo\n", "one\nTWO\n"])
            #expect(try await office.texts("SELECT kind FROM jobs") == [TextJoiner.kind])
            let joiner = TextJoiner(book: book)
            let (one, other) = (try office.log, try office.log)
            #expect(try await joiner.join(by: one, in: office.store, at: Self.now) == 1)
            #expect(try await joiner.join(by: other, in: office.store, at: Self.now) == 0)
            #expect(try await Self.conflictCount(office) == 0)
            let record = try #require(try await Self.client(office, of: book))
            #expect(record[Self.note].siblings.map(\.value.prose) == ["ONE\nTWO\n"])
        }
    }

    @Test func `texts that an earlier release did not know to be apart are joined after it`()
        async throws
    {
        try await Office.with { office in
            let book = try await Self.apart(office, "one\ntwo\n", ["ONE\ntwo\n", "one\nTWO\n"])
            try await office.pool.withConnection { connection in
                _ = try connection.execute("DELETE FROM jobs")
                _ = try connection.execute("UPDATE book_heads SET shown_version = 0")
            }
            #expect(try await ShownAnew.show(by: try Self.desk(office), in: office.store) == 1)
            #expect(try await office.texts("SELECT kind FROM jobs") == [TextJoiner.kind])
            #expect(
                try await TextJoiner(book: book).join(
                    by: try office.log, in: office.store, at: Self.now) == 1)
        }
    }

    @Test func `two servers that join at once write one text`() async throws {
        try await Office.with { office in
            let book = try await Self.apart(office, "one\ntwo\n", ["ONE\ntwo\n", "one\nTWO\n"])
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    let desk = try office.log
                    group.addTask {
                        try await TextJoiner(book: book)
                            .join(by: desk, in: office.store, at: Self.now)
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(counts == 1)
        }
    }

    @Test func `texts that touch each other stay for a person`() async throws {
        try await Office.with { office in
            let book = try await Self.apart(office, "one", ["two", "three"])
            let joiner = TextJoiner(book: book)
            #expect(try await joiner.join(by: try office.log, in: office.store, at: Self.now) == 0)
            #expect(try await Self.conflictCount(office) == 1)
        }
    }

    @Test func `a conflict of something else is left alone`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            try await office.push([ann.change(name: "Ann")], from: &ann, into: book)
            try await office.push([ben.change(name: "Ben")], from: &ben, into: book)
            #expect(try await office.store.recordsWithTextsApart(in: book).isEmpty)
        }
    }

    /// A client whose note two laptops have written apart.
    private static func apart(
        _ office: Office, _ base: String, _ texts: [String]
    ) async throws -> BookID {
        let book = try await office.book()
        let desk = try desk(office)
        let address = RegisterAddress(record: .sample, register: note)
        let first = try await desk.write(to: book, at: now) { _, _, _ in
            [
                Write(
                    address: address,
                    value: TextEdit(base, over: "", using: LogHash.function).value, replaces: [])
            ]
        }
        let dot = try #require(first).dot
        for (index, text) in texts.enumerated() {
            // The second one has not seen the first.
            try await desk.write(to: book, at: now + UInt64(index)) { _, _, _ in
                [
                    Write(
                        address: address,
                        value: TextEdit(text, over: base, using: LogHash.function).value,
                        replaces: [dot])
                ]
            }
        }
        return book
    }

    private static func desk(_ office: Office) throws -> BookOffice {
        let notary = try office.notary
        return BookOffice(
            pool: office.pool, notary: notary, textsCameApart: BookOffice.callingTextJoiner)
    }

    private static func conflictCount(_ office: Office) async throws -> Int64 {
        try await office.number("SELECT count(*) FROM clients WHERE is_in_conflict")
    }

    private static func client(_ office: Office, of book: BookID) async throws -> Record? {
        let rows: [[UInt8]] = try await office.pool.withConnection { connection in
            try connection.rows(
                "SELECT state FROM record_states WHERE book_id = \(book) AND collection = 1"
            ) { (row) throws(PostgreSQLError) in try row.read(0) }
        }
        return try rows.first.map { try Record(key: .sample, encoded: $0) }
    }
}
