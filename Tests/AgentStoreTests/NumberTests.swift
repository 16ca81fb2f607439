import AgentStore
import Bookkeeping
import Bytes
import Glibc
import JSON
import Machine
import Sync
import TestPostgreSQL
import Testing

struct NumberTests {
    @Test func `numbers of one laptop follow each other, over restarts too`() async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let second = try await biller.issue()
            let next = try await biller.restarted()
            let third = try await next.issue()
            #expect([first, second, third].map(count) == [1, 2, 3])
            #expect(Set([first, second, third].map(series)).count == 1)
            await next.laptop.store.close()
        }
    }

    @Test func `drafts that are issued at once get different numbers without a gap`() async throws {
        try await Biller.with { biller in
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<12 { group.addTask { try await biller.issue() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.compactMap(count).sorted() == Array(1...12))
            #expect(Set(numbers.map(series)).count == 1)
        }
    }

    @Test func `a draft that is issued twice at once becomes one document`() async throws {
        try await Biller.with { biller in
            let draft = try await biller.draft()
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await biller.billing.issue(draft, on: nil, at: Biller.time)) != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count(where: \.self) == 1)
            #expect(try biller.laptop.number("SELECT count(*) FROM documents") == 1)
            let number = try #require(try await biller.show(draft)["number"]?.string)
            #expect(count(number) == 1)
        }
    }

    @Test func `a database that was rewound goes on in another series`() async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let kept = try await biller.restarted()
            await kept.laptop.store.close()
            let old = try kept.bytes(of: "book.sqlite")
            let busy = try await Biller(in: biller.home)
            let lost = try await busy.issue()
            let rewound = try await busy.restarted {
                try busy.overwrite("book.sqlite", with: old)
            }
            let next = try await rewound.issue()
            #expect(series(first) == series(lost))
            #expect(series(next) != series(lost))
            #expect(count(next) == 1)
            await rewound.laptop.store.close()
        }
    }

    @Test(arguments: [
        #"cp "$2"/* "$1""#, #"cp -a "$2"/. "$1""#, #"rm -rf "$1" && cp -a "$2" "$1""#,
        #"rm "$1"/* && tar -C "$2" -c . | tar -C "$1" -x"#,
    ])
    func `a directory that was put back from a copy gives no number twice`(
        restore: String
    ) async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            func run(_ script: String) async throws {
                let words = ["-ec", script, "sh", biller.home, biller.home + ".copy"]
                #expect(try await Subprocess("sh", words).run().status == .exited(0))
            }
            await biller.laptop.store.close()
            try await run(#"cp -a "$1" "$2""#)
            let busy = try await Biller(in: biller.home)
            let lost = try await busy.issue()
            await busy.laptop.store.close()
            try await run(restore)
            let restored = try await Biller(in: biller.home)
            let next = try await restored.issue()
            #expect(series(lost) == series(first) && count(lost) == 2)
            #expect(series(next) != series(first))
            #expect(try await series(restored.issue()) == series(next))
            await restored.laptop.store.close()
            try await run(#"rm -rf "$2""#)
        }
    }

    @Test func `where no mark can be written nothing is issued, and no series is begun`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let home = directory + "/home"
            #expect(mkdir(home, 0o700) == 0)
            let biller = try await Biller(in: home, marks: "state/series.marks")
            try await biller.prepare()
            for _ in 0..<3 {
                await #expect(throws: MachineError.self) { try await biller.issue() }
            }
            #expect(try biller.laptop.number("SELECT count(*) FROM documents") == 0)
            #expect(try biller.laptop.number("SELECT count(*) FROM series") == 0)
            #expect(mkdir(home + "/state", 0o700) == 0)
            #expect(try await count(biller.issue()) == 1)
            await biller.laptop.store.close()
        }
    }

    @Test func `a number that was not noted is noted at the start, before it is shown`()
        async throws
    {
        try await Biller.with { biller in
            let first = try await biller.issue()
            await biller.laptop.store.close()
            let old = try biller.bytes(of: "book.sqlite")
            let (marks, kept) = (biller.home + "/series.marks", biller.home + "/kept")
            #expect(link(marks, kept) == 0)
            let busy = try await Biller(in: biller.home)
            let second = try await busy.issue()
            // As it ends that is killed between the two.
            let next = try await busy.restarted { #expect(rename(kept, marks) == 0) }
            #expect(try await next.show(second)["number"]?.string == second)
            let rewound = try await next.restarted {
                try next.overwrite("book.sqlite", with: old)
            }
            let third = try await rewound.issue()
            #expect(series(second) == series(first) && series(third) != series(first))
            await rewound.laptop.store.close()
        }
    }

    @Test func `a new file that lost the log beside it is still the same book`() async throws {
        try await Biller.with { biller in
            let bare = try biller.bytes(of: "book.sqlite")
            let robbed = try await biller.restarted {
                try biller.overwrite("book.sqlite", with: bare)
            }
            #expect(robbed.laptop.store.book == biller.laptop.store.book)
            #expect(robbed.laptop.store.device == biller.laptop.store.device)
            await robbed.laptop.store.close()
        }
    }

    @Test func `a copied directory goes on in another series, the original in its own`()
        async throws
    {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let original = try await biller.restarted()
            await original.laptop.store.close()
            try await TemporaryDirectory.with { directory in
                let copy = try await Self.copy(of: original, in: directory)
                let copied = try await copy.issue()
                #expect(series(copied) != series(first))
                await copy.laptop.store.close()
            }
            let again = try await Biller(in: biller.home)
            let second = try await again.issue()
            #expect(series(second) == series(first))
            #expect(count(second) == 2)
            await again.laptop.store.close()
        }
    }

    @Test(arguments: ["", "{", "[]", #"{"invoice":{"machine":"x"}}"#])
    func `without a mark that can be read another series goes on`(mark: String) async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            try biller.overwrite("series.marks", with: Array(mark.utf8))
            let second = try await biller.issue()
            #expect(series(second) != series(first))
            #expect(try await count(biller.issue()) == 2)
        }
    }

    @Test func `a program that ended before it could write the mark goes on`() async throws {
        try await Biller.with { biller in
            let first = try await biller.issue()
            let (marks, kept) = (biller.home + "/series.marks", biller.home + "/kept")
            #expect(link(marks, kept) == 0)
            _ = try await biller.issue()
            let next = try await biller.restarted { #expect(rename(kept, marks) == 0) }
            let third = try await next.issue()
            #expect(series(third) == series(first))
            #expect(count(third) == 3)
            await next.laptop.store.close()
        }
    }

    @Test func `the mark belongs to its user alone and tells the last number`() async throws {
        try await Biller.with { biller in
            let number = try await biller.issue()
            var facts = stat()
            #expect(stat(biller.home + "/series.marks", &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o600)
            let marks = try JSONValue(parsing: try biller.bytes(of: "series.marks"))
            #expect(marks["invoice"]?["number"]?.string == number)
        }
    }

    @Test func `each kind of document has a series of its own`() async throws {
        try await Biller.with { biller in
            let invoice = try await biller.issue()
            let quote = try await biller.draft(kind: "quote")
            let key = try await biller.billing.issue(quote, on: nil, at: Biller.time)
            let number = try #require(try await biller.show(key.id.text)["number"]?.string)
            #expect(count(invoice) == 1 && count(number) == 1)
            #expect(number.contains("-Q"))
        }
    }

    @Test func `a day before the last one of the series, or after today, is refused`()
        async throws
    {
        try await Biller.with { biller in
            _ = try await biller.issue(on: "2026-03-01")
            for day in ["2026-02-28", "2026-03-03"] {
                await #expect(throws: BookkeepingError.self) { try await biller.issue(on: day) }
            }
            #expect(try await count(biller.issue()) == 2)
        }
    }

    private static func copy(of biller: Biller, in directory: String) async throws -> Biller {
        for name in ["book.sqlite", "series.marks"] {
            let bytes = try biller.bytes(of: name)
            let descriptor = open(directory + "/" + name, O_WRONLY | O_CREAT, 0o600)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        }
        return try await Biller(in: directory)
    }
}
