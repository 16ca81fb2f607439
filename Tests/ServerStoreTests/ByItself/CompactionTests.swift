import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// What backups hold and everybody has passed is dropped, and nothing else.
struct CompactionTests {
    private static let day: UInt64 = 86_400_000
    private static let now = Office.milliseconds

    @Test func `the log is durable up to where it was thirty days ago`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            try await desk.write(to: book, at: Self.now, named("first"))
            #expect(try await desk.declareDurable(book, at: Self.now) == 0)
            try await desk.write(to: book, at: Self.now, named("second"))
            #expect(try await desk.declareDurable(book, at: Self.now + 29 * Self.day) == 0)
            #expect(try await desk.declareDurable(book, at: Self.now + 30 * Self.day) == 1)
            #expect(try await desk.declareDurable(book, at: Self.now + 58 * Self.day) == 1)
            #expect(try await desk.declareDurable(book, at: Self.now + 59 * Self.day) == 2)
        }
    }

    @Test func `a live laptop that follows slowly holds it, and one that is shut out does not`()
        async throws
    {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            let ann = try TestDevice()
            try await desk.write(to: book, at: Self.now, named("first"))
            _ = try await office.pull(of: book, as: ann.id)
            try await desk.declareDurable(book, at: Self.now)
            let later = Self.now + 40 * Self.day
            #expect(try await desk.declareDurable(book, at: later) == 0)
            try await office.pool.withConnection { connection in
                try connection.execute(
                    """
                    INSERT INTO devices (book_id, device_id, name, public_key, enrolled_at,
                        revoked_at)
                    VALUES (\(book), \(ann.id), 'Ann', \([UInt8](repeating: 1, count: 32)),
                        now(), now())
                    """)
            }
            #expect(try await desk.declareDurable(book, at: later) == 1)
        }
    }

    @Test func `a laptop that is silent beyond its lease holds nothing any more`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            let ann = try TestDevice()
            try await desk.write(to: book, at: Self.now, named("first"))
            _ = try await office.pull(of: book, as: ann.id)
            try await desk.declareDurable(book, at: Self.now)
            #expect(try await desk.declareDurable(book, at: Self.now + 400 * Self.day) == 0)
            #expect(try await desk.declareDurable(book, at: Self.now + 401 * Self.day) == 1)
        }
    }

    @Test func `dropping leaves state, digest, verdicts and what follows as they were`()
        async throws
    {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            var ann = try TestDevice()
            let changes = (0..<1_200).map {
                ann.change(name: "\($0)", record: .client(UInt8($0 % 9)))
            }
            var (letter, first) = (ann.push([]), Session.Reply.standing(.goOn))
            for start in stride(from: 0, to: 1_200, by: 400) {
                letter = ann.push(Array(changes[start..<start + 400]))
                first = try await office.send(letter, from: ann, into: book)
            }
            try await desk.declareDurable(book, at: Self.now)
            try await desk.write(to: book, at: Self.now, named("after", .client(200)))
            let before = try await office.export(book)
            let status = try await office.store.status(of: book, at: Self.now)
            let later = Self.now + 31 * Self.day
            _ = try await office.pull(of: book, after: status.head, as: ann.id, at: later)
            #expect(try await desk.declareDurable(book, at: later) == 1_200)
            var steps = 1
            while try await desk.compact(book) { steps += 1 }
            #expect(steps == 3)
            #expect(try await office.export(book) == before)
            let after = try await office.store.status(of: book, at: Self.now)
            #expect(after.head == status.head && after.compacted == 1_200)
            let kept = "SELECT count(*) FROM log_entries WHERE entry IS NOT NULL"
            #expect(try await office.number(Query(sql: kept)) == 1)
            guard case .push(let push) = letter else { return }
            let again = Push(points: [status.head], runs: push.runs)
            #expect(try await office.send(.push(again), from: ann, into: book) == first)
        }
    }

    @Test func `whoever follows from below takes a snapshot, and who is above goes on`()
        async throws
    {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            let ann = try TestDevice()
            try await desk.write(to: book, at: Self.now, named("first"))
            try await desk.declareDurable(book, at: Self.now)
            try await desk.write(to: book, at: Self.now, named("second"))
            try await desk.declareDurable(book, at: Self.now + 31 * Self.day)
            let point = try await office.store.status(of: book, at: Self.now).head
            while try await desk.compact(book) {}
            #expect(try await office.pull(of: book, as: ann.id).standing == .snapshot)
            let page = try await office.pull(of: book, after: point, as: ann.id).page
            #expect(page?.items.isEmpty == true && page?.standing == .goOn)
        }
    }

    @Test func `a book that stands still keeps everything`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            try await desk.write(to: book, at: Self.now, named("first"))
            try await desk.declareDurable(book, at: Self.now)
            try await desk.beginRecovery(of: book, at: Self.now)
            #expect(try await desk.declareDurable(book, at: Self.now + 31 * Self.day) == 0)
            #expect(try await desk.compact(book) == false)
        }
    }
}
