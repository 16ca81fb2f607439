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
                for number in 1...8 {
                    group.addTask {
                        var device = try TestDevice()
                        for _ in 0..<10 {
                            let record = RecordKey.client(UInt8(number))
                            let changes = (0..<2).map { _ in device.change(record: record) }
                            try await office.push(changes, from: &device, into: book)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count: Query = "SELECT count(*) FROM log_entries"
            #expect(try await office.number(count) == 160)
            #expect(try await office.number("SELECT max(position) FROM log_entries") == 160)
            #expect(try await office.number("SELECT count(*) FROM held_replicas") == 8)
        }
    }

    @Test func `one push that is sent eight times at once is taken once`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var device = try TestDevice()
            let changes = (0..<5).map { _ in device.change() }
            let (letter, ann) = (device.push(changes), device)
            let replies = try await withThrowingTaskGroup(of: Session.Reply.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await office.send(letter, from: ann, into: book) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.positions == [1, 2, 3, 4, 5] })
            #expect(try await office.number("SELECT count(*) FROM log_entries") == 5)
        }
    }

    @Test func `two books do not wait for each other`() async throws {
        try await Office.with { office in
            let (one, other) = (try await office.book(), try await office.book("Other"))
            var ann = try TestDevice()
            let letter = ann.push([ann.change()])
            let device = ann
            try await office.pool.transaction { connection in
                try connection.execute("SELECT 1 FROM book_heads WHERE book_id = \(one) FOR UPDATE")
                let reply = try await office.send(letter, from: device, into: other)
                #expect(reply.positions == [1])
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
            try await office.push([ann.change(), ann.change()], from: &ann, into: book)
            #expect(
                await events.next()
                    == .notified(channel: BookChannel.name, payload: "\(book.text) 2"))
            listener.stop()
        }
    }
}
