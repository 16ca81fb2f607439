import Bytes
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct ConcurrencyTests {
    @Test func `positions have no gaps when eight laptops push at the same time`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var device = try TestDevice()
                        for _ in 0..<10 {
                            let sent = [device.change(), device.change()].map(\.payload)
                            try await office.ingest(sent, from: device, into: book)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let (entries, head) = try await office.log(of: book)
            #expect(head == 160)
            #expect(entries.map(\.position) == Array(1...160))
            #expect(try await office.number("SELECT count(*) FROM replicas") == 8)
        }
    }

    @Test func `one push that is sent eight times at once is taken once`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var device = try TestDevice()
            let sent = (0..<5).map { _ in device.change().payload }
            let ann = device
            let answers = try await withThrowingTaskGroup(of: [Acceptance].self) { group in
                for _ in 0..<8 {
                    group.addTask { try await office.ingest(sent, from: ann, into: book) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.map(\.position) == [1, 2, 3, 4, 5] })
            #expect(try await office.log(of: book).head == 5)
        }
    }

    @Test func `two books do not wait for each other`() async throws {
        try await Office.with { office in
            let (one, other) = (try await office.book(), try await office.book("Other"))
            var ann = try TestDevice()
            let payload = ann.change().payload
            let device = ann
            try await office.pool.transaction { connection in
                try connection.execute("SELECT 1 FROM books WHERE book_id = \(one) FOR UPDATE")
                let answers = try await office.ingest([payload], from: device, into: other)
                #expect(answers.map(\.position) == [1])
            }
        }
    }

    @Test func `a push tells every process how long its book is now`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let listener = Listener(office.settings, channels: [BookChannel.name])
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            let sent = [ann.change(), ann.change()].map(\.payload)
            try await office.ingest(sent, from: ann, into: book)
            #expect(
                await events.next()
                    == .notified(channel: BookChannel.name, payload: "\(book.text) 2"))
            listener.stop()
        }
    }
}
