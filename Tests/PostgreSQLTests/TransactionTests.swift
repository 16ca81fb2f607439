import Machine
import PostgreSQL
import TestPostgreSQL
import Testing

struct TransactionTests {
    private struct Refusal: Error {}

    @Test func `what a throwing body wrote is undone`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8)")
            await #expect(throws: Refusal.self) {
                try await connection.transaction { connection in
                    try connection.execute("insert into t values (1)")
                    throw Refusal()
                }
            }
            #expect(try await connection.value("select count(*) from t") == 0)
            #expect(await !connection.isInTransaction)
        }
    }

    @Test func `a savepoint undoes its own part alone`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            try await connection.transaction { connection in
                try connection.execute("insert into t values (1)")
                do {
                    try await connection.savepoint { connection in
                        try connection.execute("insert into t values (2)")
                        try connection.execute("insert into t values (1)")
                    }
                } catch let error as PostgreSQLError {
                    #expect(error.isUniqueViolation)
                }
                try await connection.savepoint { try $0.execute("insert into t values (3)") }
            }
            let kept = try await connection.value(
                "select array_agg(v order by v) from t", as: [Int].self)
            #expect(kept == [1, 3])
        }
    }

    @Test func `a transaction that promised to read cannot write`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction(.snapshot) {
                    try $0.execute("insert into t values (1)")
                }
            }
            #expect(error?.state == .readOnlyTransaction)
            let level = try await connection.transaction(
                TransactionOptions(isolation: .serializable, isReadOnly: true, isDeferrable: true)
            ) { try $0.value("show transaction_isolation", as: String.self) }
            #expect(level == "serializable")
        }
    }

    @Test func `a swallowed failure does not pass for a commit`() async throws {
        try await TestDatabase.withConnection { connection in
            await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { connection in
                    _ = try? connection.execute("select 1 / 0")
                }
            }
        }
    }

    @Test func `a transaction inside another is refused`() async throws {
        try await TestDatabase.withConnection { connection in
            await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { connection in
                    try await connection.transaction { _ in }
                }
            }
        }
    }

    @Test func `the loser of two serializable transactions runs again and both counts stay true`()
        async throws
    {
        try await TestDatabase.with { settings in
            let (first, second) = (try await Connection(settings), try await Connection(settings))
            try await first.run("create table counters (id int8 primary key, n int8)")
            try await first.run("insert into counters values (1, 0)")
            let attempts = Tally()
            try await first.transaction(.serializable) { connection in
                let seen: Int = try connection.value("select n from counters where id = 1")
                if await attempts.add() == 1 {
                    // The other one commits between this one's reading and writing.
                    try await second.transaction(.serializable) { other in
                        try other.execute("update counters set n = n + 1 where id = 1")
                    }
                }
                try connection.execute("update counters set n = \(seen + 1) where id = 1")
            }
            #expect(await attempts.count == 2)
            #expect(try await first.value("select n from counters") == 2)
        }
    }

    @Test func `attempts are bounded`() async throws {
        try await TestDatabase.with { settings in
            let (first, second) = (try await Connection(settings), try await Connection(settings))
            try await first.run("create table counters (id int8 primary key, n int8)")
            try await first.run("insert into counters values (1, 0)")
            let attempts = Tally()
            let options = TransactionOptions(
                isolation: .repeatableRead, attemptsMax: 3,
                backoff: Backoff(first: .milliseconds(1), longest: .milliseconds(2)))
            let error = await #expect(throws: PostgreSQLError.self) {
                try await first.transaction(options) { connection in
                    _ = try connection.value("select n from counters", as: Int.self)
                    await attempts.add()
                    try await second.execute("update counters set n = n + 1")
                    try connection.execute("update counters set n = 0")
                }
            }
            #expect(error?.isSerializationFailure == true)
            #expect(await attempts.count == 3)
        }
    }

    @Test func `a deadlock ends with both transactions kept`() async throws {
        try await TestDatabase.with { settings in
            let (first, second) = (try await Connection(settings), try await Connection(settings))
            try await first.run("create table t (id int8 primary key, n int8)")
            try await first.run("insert into t values (1, 0), (2, 0)")
            let attempts = Tally()
            let (bothHoldOne, latch) = AsyncStream.makeStream(of: Void.self)
            let meet: @Sendable () async -> Void = {
                if await attempts.add() == 2 { latch.finish() }
                for await _ in bothHoldOne {}
            }
            @Sendable func take(_ connection: Connection, _ ids: [Int]) async throws {
                try await connection.transaction { connection in
                    try connection.execute("update t set n = n + 1 where id = \(ids[0])")
                    await meet()
                    try connection.execute("update t set n = n + 1 where id = \(ids[1])")
                }
            }
            async let one: Void = take(first, [1, 2])
            async let other: Void = take(second, [2, 1])
            _ = try await (one, other)
            #expect(await attempts.count >= 3)
            #expect(try await first.value("select sum(n)::int8 from t") == 4)
        }
    }

    @Test func `a connection lost before COMMIT says so, and nothing was kept`() async throws {
        try await TestDatabase.with { settings in
            let (first, second) = (try await Connection(settings), try await Connection(settings))
            try await first.run("create table t (v int8)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await first.transaction { connection in
                    try connection.execute("insert into t values (1)")
                    let backend: Int32 = try connection.value("select pg_backend_pid()")
                    try await second.execute("select pg_terminate_backend(\(backend), 60000)")
                    try connection.execute("insert into t values (2)")
                }
            }
            #expect(error?.isUnavailable == true)
            #expect(try await second.value("select count(*) from t") == 0)
        }
    }

    @Test func `a connection lost during COMMIT leaves the outcome unknown`() async throws {
        try await TestDatabase.with { settings in
            let (first, second) = (try await Connection(settings), try await Connection(settings))
            try await first.run("create table t (v int8)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await first.transaction { connection in
                    try connection.execute("insert into t values (1)")
                    let backend: Int32 = try connection.value("select pg_backend_pid()")
                    try await second.execute("select pg_terminate_backend(\(backend), 60000)")
                }
            }
            guard case .outcomeUnknown? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await second.value("select count(*) from t") == 0)
        }
    }
}

/// Counts across threads.
actor Tally {
    private(set) var count = 0

    @discardableResult
    func add() -> Int {
        count += 1
        return count
    }
}
