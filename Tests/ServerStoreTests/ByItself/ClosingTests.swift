import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// Replicas that ended fold, and open again for whoever writes as them after all.
struct ClosingTests {
    private static let day: UInt64 = 86_400_000
    private static let now = Office.milliseconds

    @Test func `a replica of the server that is silent for a day is closed, once`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            try await desk.write(to: book, at: Self.now, named("first"))
            #expect(try await desk.closeEnded(of: book, at: Self.now + Self.day / 2) == 0)
            #expect(try await desk.closeEnded(of: book, at: Self.now + 2 * Self.day) == 1)
            #expect(try await desk.closeEnded(of: book, at: Self.now + 2 * Self.day) == 0)
            #expect(try await Self.closedCount(office) == 1)
            let again = try await desk.write(to: book, at: Self.now, named("second"))
            #expect(again?.dot.counter == 2)
            #expect(try await Self.closedCount(office) == 0)
        }
    }

    @Test func `the replicas of a laptop are closed when it was shut out`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            var ann = try TestDevice()
            try await office.push([ann.change()], from: &ann, into: book)
            #expect(try await desk.closeEnded(of: book, at: Self.now + Self.day) == 0)
            let id = ann.id
            try await office.pool.withConnection { connection in
                try connection.execute(
                    """
                    INSERT INTO devices (book_id, device_id, name, public_key, enrolled_at,
                        revoked_at)
                    VALUES (\(book), \(id), 'Ann', \([UInt8](repeating: 1, count: 32)),
                        now(), now())
                    """)
            }
            #expect(try await desk.closeEnded(of: book, at: Self.now + Self.day) == 1)
            #expect(try await Self.closedCount(office) == 1)
        }
    }

    private static func closedCount(_ office: Office) async throws -> Int64 {
        try await office.number("SELECT count(*) FROM held_replicas WHERE is_closed")
    }
}
