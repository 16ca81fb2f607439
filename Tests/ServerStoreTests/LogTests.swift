import Bytes
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct LogTests {
    @Test func `a page ends at its count, at its bytes and at the end`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let sent = (0..<5).map { _ in ann.change().payload }
            try await office.ingest(sent, from: ann, into: book)
            let page = { (after: UInt64, count: Int, bytes: Int) async throws in
                try await office.store.entries(
                    of: book, after: after, countMax: count, bytesMax: bytes
                ).entries.map(\.position)
            }
            #expect(try await page(0, 2, .max) == [1, 2])
            #expect(try await page(2, 9, .max) == [3, 4, 5])
            #expect(try await page(5, 9, .max) == [])
            #expect(try await page(.max, 9, .max) == [])
            #expect(try await page(0, 9, 1) == [1])
            #expect(try await page(0, 9, sent[0].count + 1) == [1, 2])
        }
    }

    @Test func `a book's log and vector hold nothing of another book`() async throws {
        try await Office.with { office in
            let (one, other) = (try await office.book(), try await office.book("Other"))
            var ann = try TestDevice()
            let payload = ann.change().payload
            try await office.ingest([payload], from: ann, into: one)
            #expect(try await office.log(of: other).entries.isEmpty)
            let known = try await office.store.knowledge(of: other, about: [ann.replica])
            #expect(known.vector.count == 0 && known.head == 0)
            // The same change in another book is another change.
            try await office.ingest([payload], from: ann, into: other)
            #expect(try await office.number("SELECT count(*) FROM clients") == 2)
        }
    }

    @Test func `knowledge tells of the replicas that were asked about`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            try await office.ingest(
                [ann.change(), ann.change()].map(\.payload), from: ann, into: book)
            try await office.ingest([ben.change().payload], from: ben, into: book)
            let known = try await office.store.knowledge(
                of: book, about: [ann.replica, ReplicaID(bytes: ann.id.bytes)!])
            #expect(known.vector == VersionVector([ann.replica: 2]))
            #expect(known.head == 3)
            #expect(try await office.store.knowledge(of: book, about: []).vector.count == 0)
        }
    }

    @Test func `books are listed in the order in which they were made`() async throws {
        try await Office.with { office in
            for (index, name) in ["B", "A", "C"].enumerated() {
                let time = Timestamp(microseconds: Office.now.microseconds + Int64(index) * 1_000)
                _ = try await office.store.createBook(named: name, at: time)
            }
            #expect(try await office.store.books().map(\.name) == ["B", "A", "C"])
        }
    }
}
