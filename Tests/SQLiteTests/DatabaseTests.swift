import SQLite
import Synchronization
import Testing

private struct Refusal: Error {}

struct DatabaseTests {
    let directory = TemporaryDirectory()
    private let schema = [
        Migration(
            name: "v0001-lines.sql", text: "CREATE TABLE line (id INTEGER PRIMARY KEY) STRICT")
    ]

    private func book(readerCountMax: Int = 2) async throws -> Database {
        try await Database.open(
            at: directory.file(), migrations: schema, readerCountMax: readerCountMax)
    }

    @Sendable private static func add(_ id: Int, to connection: borrowing Connection) throws {
        try connection.execute("INSERT INTO line VALUES (?)", id)
    }

    @Sendable private static func count(in connection: borrowing Connection) throws -> Int {
        try connection.scalar("SELECT count(*) FROM line") ?? -1
    }

    @Test func `what is written is read`() async throws {
        let book = try await book()
        let minted = try await book.write { connection in
            try Self.add(7, to: connection)
            return connection.lastInsertRowID
        }
        #expect(minted == 7)
        #expect(try await book.read(Self.count) == 1)
        await book.close()
        #expect(directory.names() == ["book.db"])
    }

    @Test func `a throw undoes the write`() async throws {
        let book = try await book()
        await #expect(throws: Refusal.self) {
            try await book.write { connection in
                try Self.add(1, to: connection)
                throw Refusal()
            }
        }
        #expect(try await book.read(Self.count) == 0)
        await book.close()
    }

    @Test func `a read cannot write`() async throws {
        let book = try await book()
        let error = await #expect(throws: SQLiteError.self) {
            try await book.read { try Self.add(1, to: $0) }
        }
        #expect(error?.isReadOnly == true)
        await book.close()
    }

    @Test func `hundreds of writers and readers get along`() async throws {
        let book = try await book()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for id in 1...300 {
                group.addTask {
                    try await book.write { try Self.add(id, to: $0) }
                    return try await book.read(Self.count)
                }
            }
            for try await seen in group { #expect(seen >= 1 && seen <= 300) }
        }
        #expect(try await book.read(Self.count) == 300)
        await book.close()
    }

    @Test func `a reader sees its snapshot while the writer writes`() async throws {
        let book = try await book()
        let began = Gate()
        let wrote = Gate()
        async let seen = book.read { connection in
            let before = try Self.count(in: connection)
            began.open()
            wrote.wait()
            return [before, try Self.count(in: connection)]
        }
        await began.passed()
        try await book.write { try Self.add(1, to: $0) }
        wrote.open()
        #expect(try await seen == [0, 0])
        #expect(try await book.read(Self.count) == 1)
        await book.close()
    }

    @Test func `a reader does not wait for the writer`() async throws {
        let book = try await book()
        let began = Gate()
        let read = Gate()
        async let written: Void = book.write { connection in
            try Self.add(1, to: connection)
            began.open()
            read.wait()
        }
        await began.passed()
        #expect(try await book.read(Self.count) == 0)
        read.open()
        try await written
        #expect(try await book.read(Self.count) == 1)
        await book.close()
    }

    @Test func `who waits for a reader can be cancelled, and the next is served`() async throws {
        let book = try await book(readerCountMax: 1)
        let began = Gate()
        let end = Gate()
        async let first: Void = book.read { _ in
            began.open()
            end.wait()
        }
        await began.passed()
        let cancelled = Task { try await book.read(Self.count) }
        await until { book.waitingReadCount == 1 }
        let patient = Task { try await book.read(Self.count) }
        await until { book.waitingReadCount == 2 }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(book.waitingReadCount == 1)
        end.open()
        try await first
        #expect(try await patient.value == 0)
        await book.close()
    }

    @Test func `a long statement of a cancelled task is interrupted`() async throws {
        let book = try await book()
        let began = Gate()
        let endless = Task {
            try await book.read { connection in
                began.open()
                return try connection.scalar(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                    SELECT count(*) FROM n
                    """, as: Int.self)
            }
        }
        await began.passed()
        endless.cancel()
        await #expect(throws: CancellationError.self) { try await endless.value }
        #expect(try await book.read(Self.count) == 0)
        await book.close()
    }

    @Test func `a cancelled task does not begin to write`() async throws {
        let book = try await book()
        let began = Gate()
        let end = Gate()
        async let first: Void = book.write { _ in
            began.open()
            end.wait()
        }
        await began.passed()
        let second = Task { try await book.write { try Self.add(1, to: $0) } }
        second.cancel()
        end.open()
        try await first
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(try await book.read(Self.count) == 0)
        await book.close()
    }

    @Test func `closing waits for what runs and refuses what comes`() async throws {
        let book = try await book(readerCountMax: 1)
        let began = Gate()
        let end = Gate()
        let running = Task {
            try await book.read { connection in
                began.open()
                end.wait()
                return try Self.count(in: connection)
            }
        }
        await began.passed()
        let waiting = Task { try await book.read(Self.count) }
        await until { book.waitingReadCount == 1 }
        let closing = Task { await book.close() }
        await #expect(throws: SQLiteError.closed) { try await waiting.value }
        end.open()
        #expect(try await running.value == 0)
        await closing.value
        await #expect(throws: SQLiteError.closed) { try await book.read(Self.count) }
        await #expect(throws: SQLiteError.closed) { try await book.write(Self.count) }
        await book.close()
        #expect(directory.names() == ["book.db"])
    }

    @Test func `a newer database is refused when it is opened`() async throws {
        await (try await book()).close()
        let error = await #expect(throws: SQLiteError.self) {
            try await Database.open(at: directory.file())
        }
        #expect(error == .newerDatabase(found: "v0001-lines.sql", known: "none"))
    }

    @Test func `upkeep runs beside reads and writes`() async throws {
        let book = try await book(readerCountMax: 1)
        try await book.write { try Self.add(1, to: $0) }
        let steps = Mutex(0)
        let copy = directory.file("copy.db")
        try await book.backUp(to: copy, pagesPerStep: 1) { _ in steps.withLock { $0 += 1 } }
        #expect(steps.withLock { $0 } > 1)
        #expect(try await book.integrityFindings(.full).isEmpty)
        #expect(try await book.checkpoint(.full).isComplete)
        await book.close()
        #expect(try Self.count(in: Connection.openForReading(at: copy)) == 1)
    }

    @Test func `a cancelled backup leaves no file`() async throws {
        let book = try await book()
        let copy = directory.file("copy.db")
        let began = Gate()
        let cancelled = Gate()
        let task = Task {
            try await book.backUp(to: copy, pagesPerStep: 1) { _ in
                began.open()
                cancelled.wait()
            }
        }
        await began.passed()
        task.cancel()
        cancelled.open()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(!directory.names().contains { $0.hasPrefix("copy") })
        await book.close()
    }
}
