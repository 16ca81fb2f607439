import AgentStore
import Bytes
import Catalog
import Glibc
import JSON
import Sync
import Testing

/// Numbers go on in their series although a snapshot makes the database another file.
struct SuccessionTests {
    @Test func `numbers go on in their series after a snapshot, and after the next one`()
        async throws
    {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let old = try biller.inode("book.sqlite")
            for place in 2...3 {
                try await biller.takeSnapshot()
                if place == 2 { #expect(try biller.inode("book.sqlite") != old) }
                let next = try await biller.issue()
                #expect(series(next) == series(first))
                #expect(count(next) == place)
            }
        }
    }

    @Test func `numbers that are given while snapshots come stay in one series`() async throws {
        try await Biller.with { biller in
            let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<8 { group.addTask { try await biller.issue() } }
                group.addTask {
                    for _ in 0..<4 { try await biller.takeSnapshot() }
                    return nil
                }
                return try await group.reduce(into: [String]()) { all, number in
                    if let number { all.append(number) }
                }
            }
            #expect(numbers.compactMap(count).sorted() == Array(1...8))
            #expect(Set(numbers.map(series)).count == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a power cut while the files change places leaves the series as it was`(
        isBefore: Bool
    ) async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let old = try biller.mark()
            try await biller.takeSnapshot()
            let new = try biller.mark()
            // What is noted of both files before the exchange, and stays so where the power fails.
            let next = try await biller.restarted {
                try biller.write(mark: isBefore ? new.with(heir: old) : old.with(heir: new))
            }
            #expect(try biller.mark() == new)
            let second = try await next.issue()
            #expect(series(second) == series(first))
            #expect(count(second) == 2)
            await next.laptop.store.close()
        }
    }

    @Test func `marks of another file are not handed on by a snapshot`() async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            var foreign = try #require(try biller.mark().object)
            foreign["inode"] = "1"
            try biller.write(mark: .object(foreign))
            try await biller.takeSnapshot()
            #expect(try biller.mark() == .object(foreign))
            #expect(try await series(biller.issue()) != series(first))
        }
    }
}

extension Biller {
    /// Takes a snapshot of a log in which there is nothing yet: what was written here stays unsent.
    fileprivate func takeSnapshot() async throws {
        let desk = laptop.store.desk
        let log = BookLog(
            judge: Judge(schema: Catalog.schema) { _, _ in nil },
            verifier: ReceiptVerifier(book: desk.book, keys: []) { _, _, _ in false },
            signer: ReceiptSigner(key: 7) { $0 }, hash: CopyHash.function)
        let parts: [Conversation.Part] = [
            .head(log.snapshotHead()), .chunk(log.snapshotChunk(after: nil, countMax: 1)),
            .tail(log.page(after: 0, countMax: 1)),
        ]
        var progress: Session.Laptop.SnapshotProgress?
        for part in parts { progress = try await desk.stage(part, at: Self.time) }
        #expect(progress == .swapped)
    }

    fileprivate func mark() throws -> JSONValue {
        try #require(try JSONValue(parsing: try bytes(of: "series.marks"))["invoice"])
    }

    fileprivate func write(mark: JSONValue) throws {
        var marks = try #require(try JSONValue(parsing: try bytes(of: "series.marks")).object)
        marks["invoice"] = mark
        try overwrite("series.marks", with: Array(JSONValue.object(marks).text().utf8))
    }

    fileprivate func inode(_ name: String) throws -> UInt64 {
        var facts = stat()
        try #require(stat("\(home)/\(name)", &facts) == 0)
        return UInt64(facts.st_ino)
    }
}

extension JSONValue {
    /// A mark that tells of another one's file too.
    fileprivate func with(heir other: JSONValue) -> JSONValue {
        var members = object ?? [:]
        let place = ["machine", "filesystem", "inode", "birth"]
        members["heir"] = .object((other.object ?? [:]).filter { place.contains($0.key) })
        return .object(members)
    }
}
