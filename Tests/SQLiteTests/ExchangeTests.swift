import Glibc
import SQLite
import Testing

/// Another file takes a database's place while it is used.
struct ExchangeTests {
    private struct Refusal: Error {}

    let directory = TemporaryDirectory()
    private let schema = [
        Migration(
            name: "v0001-lines.sql", text: "CREATE TABLE line (id INTEGER PRIMARY KEY) STRICT")
    ]

    private func book(_ name: String, lines: Int) async throws -> Database {
        let book = try await Database.open(at: directory.file(name), migrations: schema)
        try await book.write { connection in
            for id in 0..<lines { try connection.execute("INSERT INTO line VALUES (?)", id) }
        }
        return book
    }

    @Sendable private static func count(in connection: borrowing Connection) throws -> Int {
        try connection.scalar("SELECT count(*) FROM line") ?? -1
    }

    @Test func `who reads and writes after an exchange does so in the new file`() async throws {
        let (book, other) = (try await book("book.db", lines: 1), try await book("b.db", lines: 3))
        #expect(try await book.read(Self.count) == 1)
        await other.close()
        try await book.exchange(for: directory.file("b.db")) { _ in }
        #expect(try await book.read(Self.count) == 3)
        try await book.write { try $0.execute("INSERT INTO line VALUES (9)") }
        #expect(try await book.read(Self.count) == 4)
        await book.close()
        #expect(directory.names() == ["book.db"])
    }

    @Test func `what throws while it completes the new file leaves the old one`() async throws {
        let (book, other) = (try await book("book.db", lines: 1), try await book("b.db", lines: 3))
        await other.close()
        await #expect(throws: Refusal.self) {
            try await book.exchange(for: directory.file("b.db")) { connection in
                try connection.execute("INSERT INTO line VALUES (9)")
                throw Refusal()
            }
        }
        #expect(try await book.read(Self.count) == 1)
        await book.close()
    }

    @Test func `a file that somebody else has open keeps its place`() async throws {
        let (book, other) = (try await book("book.db", lines: 1), try await book("b.db", lines: 3))
        await other.close()
        let stranger = try Connection.open(at: directory.file("book.db"))
        #expect(try Self.count(in: stranger) == 1)
        await #expect(throws: SQLiteError.self) {
            try await book.exchange(for: directory.file("b.db")) { _ in }
        }
        try await book.write { try $0.execute("INSERT INTO line VALUES (9)") }
        #expect(try await book.read(Self.count) == 2)
        await book.close()
    }

    @Test func `many read and write while files change places`() async throws {
        let book = try await book("book.db", lines: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let count = try await book.read(Self.count)
                    #expect(count >= 1)
                }
                group.addTask { try await book.write { _ in } }
            }
            for place in 0..<5 {
                let other = try await self.book("\(place).db", lines: 2 + place)
                await other.close()
                try await book.exchange(for: directory.file("\(place).db")) { _ in }
            }
            try await group.waitForAll()
        }
        #expect(try await book.read(Self.count) == 6)
        await book.close()
    }

    @Test(arguments: [false, true])
    func `what somebody else put into its place, or took away, is neither written nor read`(
        isReplaced: Bool
    ) async throws {
        let (book, other) = (try await book("book.db", lines: 1), try await book("b.db", lines: 3))
        await other.close()
        let path = directory.file("book.db")
        #expect(try await book.read(Self.count) == 1)
        if isReplaced {
            #expect(rename(directory.file("b.db"), path) == 0)
        } else {
            #expect(unlink(path) == 0)
        }
        let moved = SQLiteError.moved(path: path)
        await #expect(throws: moved) {
            try await book.write { try $0.execute("INSERT INTO line VALUES (9)") }
        }
        await #expect(throws: moved) { try await book.read(Self.count) }
        await #expect(throws: moved) { try await book.checkpoint() }
        #expect("\(moved)".contains("start the program again"))
        await book.close()
    }
}
