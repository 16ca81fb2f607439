import PostgreSQL
import TestPostgreSQL
import Testing

struct CopyTests {
    private struct Refusal: Error {}

    @Test func `ten thousand rows arrive by COPY as they were`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            try await connection.run(
                "create table log (id int8, name text, bytes bytea, at timestamptz, ok bool)")
            let count = try await connection.copy(
                0..<10_000, into: "log", columns: ["id", "name", "bytes", "at", "ok"]
            ) { number, row in
                row.append(number)
                row.append(number % 7 == 0 ? nil : "row \(number)")
                row.append([UInt8](repeating: UInt8(number % 256), count: number % 200))
                row.append(Timestamp(microseconds: Int64(number)))
                row.append(number % 2 == 0)
            }
            #expect(count == 10_000)
            let isSame: Bool = try await connection.value(
                """
                select count(*) = 10000 and sum(id) = 49995000
                    and count(*) filter (where name is null) = 1429
                    and bool_and(coalesce(name = 'row ' || id, id % 7 = 0))
                    and bool_and(length(bytes) = id % 200)
                    and bool_and(at = 'epoch'::timestamptz + id * interval '1 microsecond')
                    and bool_and(ok = (id % 2 = 0))
                from log
                """)
            #expect(isSame)
        }
    }

    @Test func `no rows are a COPY too`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            try await connection.run("create table t (v int8)")
            let count = try await connection.copy([Int](), into: "t", columns: ["v"]) {
                $1.append($0)
            }
            #expect(count == 0)
        }
    }

    @Test func `a COPY that its writer gives up leaves nothing and a usable connection`()
        async throws
    {
        try await TestDatabase.withConnection { connection async throws in
            try await connection.run("create table t (v int8)")
            await #expect(throws: Refusal.self) {
                try await connection.copy(0..<100_000, into: "t", columns: ["v"]) { number, row in
                    if number == 90_000 { throw Refusal() }
                    row.append(number)
                }
            }
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `a COPY that the server refuses is its error`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            try await connection.run("create table t (v int8 primary key)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.copy([1, 2, 1], into: "t", columns: ["v"]) { $1.append($0) }
            }
            #expect(error?.isUniqueViolation == true)
            await #expect(throws: PostgreSQLError.self) {
                try await connection.copy([1], into: "t", columns: ["v"]) { _, _ in }
            }
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `COPY out streams piece by piece`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            let collected = Collected()
            let count = try await connection.copyOut(
                "copy (select n from generate_series(1, 10000) n) to stdout (format csv)"
            ) { await collected.append($0) }
            #expect(count == 10_000)
            let lines = await collected.text.split(separator: "\n")
            #expect(lines.count == 10_000)
            #expect(lines.last == "10000")
        }
    }

    @Test func `a sink that throws ends COPY out and frees the connection`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            await #expect(throws: Refusal.self) {
                try await connection.copyOut(
                    "copy (select repeat('x', 1000) from generate_series(1, 1000000)) to stdout"
                ) { _ in throw Refusal() }
            }
            #expect(try await connection.value("select 1") == 1)
        }
    }

    @Test func `a statement that is no COPY is refused as one`() async throws {
        try await TestDatabase.withConnection { connection async throws in
            await #expect(throws: PostgreSQLError.self) {
                try await connection.copyOut("select 1") { _ in }
            }
        }
    }
}

private actor Collected {
    private var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }
    func append(_ piece: [UInt8]) { bytes += piece }
}
