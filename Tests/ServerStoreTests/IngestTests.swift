import Bytes
import Causality
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing

struct IngestTests {
    @Test func `changes are appended in the order they were sent, from position 1`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let sent = [ann.change(), ann.change(), ann.change()].map(\.payload)
            #expect(
                try await office.ingest(sent, from: ann, into: book).compactMap(\.position)
                    == [1, 2, 3])
            let (entries, head) = try await office.log(of: book)
            #expect(entries.map(\.payload) == sent)
            #expect(entries.map(\.position) == [1, 2, 3])
            #expect(head == 3)
        }
    }

    @Test func `a change that is sent again gets its first verdict`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let (first, second) = (ann.change().payload, ann.change().payload)
            let answers = try await office.ingest([first, second], from: ann, into: book)
            let later = try await office.ingest(
                [first, second, first], from: ann, into: book, secondsLater: 900)
            #expect(later == [answers[0], answers[1], answers[0]])
            #expect(try await office.log(of: book).head == 2)
        }
    }

    @Test func `a change that stands twice in one push is appended once`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let payload = ann.change().payload
            let answers = try await office.ingest([payload, payload], from: ann, into: book)
            #expect(answers.map(\.position) == [1, 1])
            #expect(try await office.log(of: book).head == 1)
        }
    }

    @Test(arguments: [true, false])
    func `a second payload under a held dot is taken nowhere`(isInOnePush: Bool) async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let first = ann.change(name: "Ada").payload
            let second = ann.change(1, name: "Eve").payload
            if isInOnePush {
                let answers = try await office.ingest([first, second], from: ann, into: book)
                #expect(answers.last == .dotTaken)
            } else {
                _ = try await office.ingest([first], from: ann, into: book)
                #expect(
                    try await office.ingest([second], from: ann, into: book) == [.dotTaken])
            }
            #expect(try await office.log(of: book).entries.map(\.payload) == [first])
            #expect(try await office.texts("SELECT name FROM clients") == ["Ada"])
        }
    }

    @Test func `a gap is answered with what is expected, and what follows it too`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            let ann = try TestDevice()
            let payloads = [1, 3, 4, 2, 3].map { ann.change($0).payload }
            let answers = try await office.ingest(payloads, from: ann, into: book)
            #expect(answers[1] == .gap(expected: 2))
            #expect(answers[2] == .gap(expected: 2))
            #expect(answers.map(\.position) == [1, nil, nil, 2, 3])
            let far = ann.change(1 << 62).payload
            #expect(
                try await office.ingest([far], from: ann, into: book) == [.gap(expected: 4)])
        }
    }

    @Test func `a change in another laptop's name is refused with all beside it`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, eve) = (try TestDevice(), try TestDevice())
            let (own, forged) = (eve.change(), ann.change(name: "forged"))
            await #expect(throws: ServerStoreError.foreignChange(forged.dot)) {
                try await office.ingest([own.payload, forged.payload], from: eve, into: book)
            }
            #expect(try await office.log(of: book).head == 0)
        }
    }

    @Test func `another laptop cannot use up the dots of a replica`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var (ann, eve) = (try TestDevice(), try TestDevice())
            _ = try await office.ingest([ann.change().payload], from: ann, into: book)
            let next = ann.change()
            let squatted = Change(
                dot: next.dot, device: eve.id, claimed: next.claimed, schemaVersion: 1,
                writes: next.writes)
            #expect(
                try await office.ingest(
                    [squatted.payload, eve.change().payload], from: eve, into: book
                ).map(\.position) == [nil, 2])
            #expect(
                try await office.ingest([next.payload], from: ann, into: book).map(\.position)
                    == [3])
        }
    }

    @Test func `a stamp far ahead of the server's clock is cut, one behind it is believed`()
        async throws
    {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let now = UInt64(Office.now.microseconds / 1_000)
            let times = [now, now + 60_000, now + 120_001, Stamp.millisecondsMax, 0]
            let payloads = times.map { ann.change(milliseconds: $0).payload }
            _ = try await office.ingest(payloads, from: ann, into: book)
            let effective = try await office.log(of: book).entries.map(\.effective.milliseconds)
            #expect(effective == [now, now + 60_000, now + 120_000, now + 120_000, 0])
        }
    }

    @Test func `an ingest that fails half-way leaves nothing`() async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            _ = try await office.ingest([ann.change().payload], from: ann, into: book)
            try await office.pool.withConnection { connection in
                try connection.run("ALTER TABLE clients ADD CHECK (name <> 'Boom')")
            }
            let next = [ann.change(name: "Ben"), ann.change(name: "Boom", record: .client(3))]
            await #expect(throws: PostgreSQLError.self) {
                try await office.ingest(next.map(\.payload), from: ann, into: book)
            }
            #expect(try await office.log(of: book).head == 1)
            #expect(try await office.number("SELECT count(*) FROM changes") == 1)
            #expect(try await office.number("SELECT max(counter) FROM replicas") == 1)
            #expect(try await office.texts("SELECT name FROM clients") == ["Ada"])
        }
    }

    @Test func `a name with a NUL does not stop the lane`() async throws {
        try await takes(name: "A\0B")
    }

    @Test func `a name that is too long for its index does not stop the lane`() async throws {
        try await takes(name: String(repeating: "é", count: 500_000))
    }

    private func takes(name: String) async throws {
        try await Office.with { office in
            let book = try await office.book()
            var ann = try TestDevice()
            let payloads = [ann.change(name: name).payload, ann.change(record: .client(3)).payload]
            let answers = try await office.ingest(payloads, from: ann, into: book)
            #expect(answers.map(\.position) == [1, 2])
            #expect(try await office.log(of: book).entries.map(\.payload) == payloads)
        }
    }

    @Test func `a book that does not exist takes nothing`() async throws {
        try await Office.with { office in
            var ann = try TestDevice()
            let book = BookID(bytes: ann.id.bytes)!
            await #expect(throws: ServerStoreError.noSuchBook(book)) {
                try await office.ingest([ann.change().payload], from: ann, into: book)
            }
            await #expect(throws: ServerStoreError.noSuchBook(book)) {
                try await office.log(of: book)
            }
        }
    }
}
