import Bytes
import Catalog
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

/// A book written out, and how it stands.
struct ExportTests {
    @Test func `every record is there once, in its order, whatever the size of the book`()
        async throws
    {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            for part in 0..<3 {
                try await desk.write(to: book, at: Office.milliseconds) { _, mint, _ in
                    try (0..<400).flatMap { number in
                        Sight(
                            making: RecordKey(collection: 1, id: try mint()), ownedBy: nil,
                            in: Catalog.schema
                        ).creation([RegisterKey(2): .text("\(part) \(number)")])
                    }
                }
            }
            let lines = Lines()
            try await office.store.export(book) { lines.add($0) }
            #expect(lines.all.count == 1_200 && lines.partsCount == 3)
            #expect(lines.all == lines.all.sorted())
        }
    }

    @Test func `both values of a conflict are there`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, ben) = (try TestDevice(), try TestDevice())
            try await office.push([ann.change(name: "Ann")], from: &ann, into: book)
            try await office.push([ben.change(name: "Ben")], from: &ben, into: book)
            let lines = try await office.export(book)
            #expect(lines.count == 1)
            #expect(lines.first?.contains(#""value":"Ann""#) == true)
            #expect(lines.first?.contains(#""value":"Ben""#) == true)
            #expect(lines.first?.contains(#""conflict":true"#) == true)
        }
    }

    @Test func `a book that is not there is not exported`() async throws {
        try await Office.with { office in
            let other = BookID(bytes: [UInt8](repeating: 9, count: 16))!
            await #expect(throws: ServerStoreError.noSuchBook(other)) {
                try await office.export(other)
            }
        }
    }

    @Test func `the standing of a book tells for whom a recovery waits`() async throws {
        try await Office.with { office in
            let (book, desk) = (try await office.book(), try office.log)
            let ann = try TestDevice()
            _ = try await office.pull(of: book, as: ann.id)
            try await desk.beginRecovery(of: book, at: Office.milliseconds)
            let status = try await office.store.status(of: book, at: Office.milliseconds)
            #expect(status.name == "Baker & Sons")
            #expect(status.recoveringSince == Office.milliseconds)
            #expect(status.awaited.map(\.id) == [ann.id])
            #expect(try await office.store.recoveringBooks() == [book])
            #expect(try await office.store.recoveringCount() == 1)
            _ = try await desk.release(book, isOwnersWish: true, at: Office.milliseconds)
            let after = try await office.store.status(of: book, at: Office.milliseconds)
            #expect(after.awaited.isEmpty && after.recoveringSince == nil)
        }
    }
}
