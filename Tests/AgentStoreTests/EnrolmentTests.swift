import AgentStore
import Bytes
import SQLite
import Sync
import Testing

struct EnrolmentTests {
    private let book = BookID(bytes: [UInt8](repeating: 1, count: 16))!
    private let other = BookID(bytes: [UInt8](repeating: 2, count: 16))!

    @Test func `an enrolment is there after the next start`() async throws {
        try await Laptop.with { laptop in
            #expect(try await laptop.store.enrolment() == nil)
            let enrolment = Enrolment(server: "https://books.example.com", book: book)
            try await laptop.store.enrol(enrolment)
            let next = try await laptop.restarted()
            #expect(try await next.store.enrolment() == enrolment)
            await next.store.close()
        }
    }

    @Test func `the same book may move to another address, and another book is refused`()
        async throws
    {
        try await Laptop.with { laptop in
            try await laptop.store.enrol(Enrolment(server: "http://a", book: book))
            let moved = Enrolment(server: "http://b", book: book)
            try await laptop.store.enrol(moved)
            await #expect(throws: AgentStoreError.alreadyEnrolled(server: "http://b")) {
                try await laptop.store.enrol(Enrolment(server: "http://c", book: other))
            }
            #expect(try await laptop.store.enrolment() == moved)
        }
    }

    @Test func `a database of a later release is left alone`() async throws {
        try await Laptop.with { laptop in
            await laptop.store.close()
            try nameLaterMigration(in: laptop.path)
            await #expect(throws: SQLiteError.self) { try await AgentStore.open(at: laptop.path) }
        }
    }

    private func nameLaterMigration(in path: String) throws {
        try Connection.open(at: path).execute(
            "INSERT INTO schema_migrations VALUES (9999, 'v9999-later.sql', '')")
    }
}
