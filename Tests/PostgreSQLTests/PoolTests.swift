import PostgreSQL
import TestPostgreSQL
import Testing

struct PoolTests {
    @Test func `never more connections are open than the pool is large`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.size = 3
            let pool = Pool(settings, options: options)
            let backends = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await pool.withConnection { try $0.value("select pg_backend_pid()") }
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect((1...3).contains(backends.count))
            let statistics = await pool.statistics
            #expect(statistics.open == backends.count)
            #expect(statistics.idle == statistics.open)
            #expect(statistics.waiting == 0)
            await pool.close()
            #expect(await pool.statistics.open == 0)
        }
    }

    @Test func `who waits is served in order`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.size = 1
            let pool = Pool(settings, options: options)
            let (gate, latch) = AsyncStream.makeStream(of: Void.self)
            let served = Order()
            let holder = Task {
                try await pool.withConnection { _ in for await _ in gate {} }
            }
            try await until { await isAllLent(pool, 1) }
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<10 {
                tasks.append(
                    Task { try await pool.withConnection { _ in await served.note(number) } })
                try await until { await pool.statistics.waiting == number + 1 }
            }
            latch.finish()
            for task in tasks { try await task.value }
            try await holder.value
            #expect(await served.numbers == Array(0..<10))
            await pool.close()
        }
    }

    @Test func `who waits too long or gives up leaves the line`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.size = 1
            options.waitMax = .milliseconds(50)
            let pool = Pool(settings, options: options)
            try await pool.withConnection { _ in
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await pool.withConnection { _ in }
                }
                guard case .poolExhausted(size: 1)? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                let task = Task { try await pool.withConnection { _ in } }
                task.cancel()
                await #expect(throws: (any Error).self) { try await task.value }
                #expect(await pool.statistics.waiting == 0)
            }
            await pool.close()
        }
    }

    @Test func `what a borrower leaves open is ended before the next one comes`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.size = 1
            let pool = Pool(settings, options: options)
            try await pool.withConnection { try $0.run("create table t (v int8)") }
            try await pool.withConnection { connection in
                try connection.run("begin")
                try connection.execute("insert into t values (1)")
            }
            let count = try await pool.withConnection {
                try $0.value("select count(*) from t", as: Int.self)
            }
            #expect(count == 0)
            await pool.close()
        }
    }

    @Test func `a connection past its age is replaced`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.size = 1
            options.ageMax = .zero
            let pool = Pool(settings, options: options)
            let pid: @Sendable (isolated Connection) throws -> Int = { connection in
                try connection.value("select pg_backend_pid()")
            }
            let first = try await pool.withConnection(pid)
            #expect(try await pool.withConnection(pid) != first)
            await pool.close()
        }
    }

    @Test func `a resting connection that died is noticed before it is lent`() async throws {
        try await TestDatabase.with { settings in
            var options = PoolOptions()
            options.restMax = .zero
            let pool = Pool(settings, options: options)
            let watcher = try await Connection(settings)
            let backend = try await pool.withConnection {
                try $0.value("select pg_backend_pid()", as: Int32.self)
            }
            try await watcher.execute("select pg_terminate_backend(\(backend), 60000)")
            let next = try await pool.withConnection {
                try $0.value("select pg_backend_pid()", as: Int32.self)
            }
            #expect(next != backend)
            await pool.close()
        }
    }

    @Test func `a closed pool refuses and waits for what it lent`() async throws {
        try await TestDatabase.with { settings in
            let pool = Pool(settings)
            let (gate, latch) = AsyncStream.makeStream(of: Void.self)
            let borrower = Task {
                try await pool.withConnection { connection in
                    for await _ in gate {}
                    return try connection.value("select 7", as: Int.self)
                }
            }
            try await until { await isAllLent(pool, 1) }
            async let closing: Void = pool.close()
            try await until {
                do {
                    try await pool.withConnection { _ in }
                    return false
                } catch PostgreSQLError.poolClosed {
                    return true
                }
            }
            latch.finish()
            #expect(try await borrower.value == 7)
            await closing
            #expect(await pool.statistics.open == 0)
        }
    }

    @Test func `a pool without a database refuses at once and says why`() async throws {
        let settings = try ConnectionSettings(conninfo: "host=/nonexistent dbname=x user=y")
        let pool = Pool(settings)
        for _ in 0..<3 {
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withConnection { _ in }
            }
            #expect(error?.isUnavailable == true)
        }
        #expect(await pool.statistics.isDown)
        await pool.close()
    }
}

/// Whether so many connections are open, and all of them lent.
private func isAllLent(_ pool: Pool, _ count: Int) async -> Bool {
    let statistics = await pool.statistics
    return statistics.open == count && statistics.idle == 0
}

private actor Order {
    private(set) var numbers: [Int] = []
    func note(_ number: Int) { numbers.append(number) }
}
