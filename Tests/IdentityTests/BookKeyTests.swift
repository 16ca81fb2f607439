import Bytes
import Crypto
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct BookKeyTests {
    private static func key(
        _ office: Office, _ keys: BookKeys, _ book: BookID
    ) async throws
        -> [UInt8]
    {
        try await office.pool.transaction { try keys.key(of: book, in: $0) }
    }

    @Test func `a book has one key for ever, whoever asks for it first`() async throws {
        try await Office.with { office in
            let (book, other) = (try await office.book(), try await office.book("Other"))
            let keys = try await office.desk().reception.bookKeys
            let none = try await office.pool.withConnection { try keys.present(of: book, in: $0) }
            #expect(none == nil)
            let made = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<8 { group.addTask { try await Self.key(office, keys, book) } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(made.count == 1 && made.first?.count == 32)
            #expect(try await Self.key(office, keys, other) != made.first)
        }
    }

    @Test func `a key outlives the rotation of what it is sealed under`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let old = "old:" + String(repeating: "5a", count: 32)
            let desk = try await office.desk(keys: old)
            let key = try await Self.key(office, desk.reception.bookKeys, book)
            let new = "new:" + String(repeating: "6b", count: 32)
            let both = try await office.desk(keys: old + "\n" + new)
            _ = try await SecretRotation(
                pool: office.pool, keeper: both.keeper, columns: [.signingKey, .bookKey]
            ).run()
            let later = try await office.desk(keys: new)
            #expect(try await Self.key(office, later.reception.bookKeys, book) == key)
        }
    }
}
