import Machine
import PostgreSQL
import TestPostgreSQL
import Testing

struct OutageTests {
    @Test func `a pool under load recovers by itself after the server was cut off`() async throws {
        try await OwnCluster.with { cluster, settings in
            let setup = try await Connection(settings)
            try await setup.run(
                "create table entries (worker int8, n int8, primary key (worker, n))")
            await setup.close()
            let pool = Pool(settings, options: Self.quickOptions)
            let load = Load(pool: pool)
            let workers = (0..<8).map { worker in Task { try await load.work(worker) } }
            try await until { await load.kept.count >= 100 }
            try await OwnCluster.crash(cluster)
            try await until { await load.refusals >= 8 }
            _ = try await cluster.start()
            let before = await load.kept.count
            try await until { await load.kept.count >= before + 100 }
            await load.finish()
            for worker in workers { try await worker.value }
            #expect(await load.strangeErrors == [])
            let stored = try await pool.withConnection { connection in
                try connection.rows("select worker, n from entries") {
                    row throws(PostgreSQLError) in
                    Entry(worker: try row.read("worker"), number: try row.read("n"))
                }
            }
            #expect(await load.kept.isSubset(of: stored))
            let maybe = await load.kept.union(load.unknown)
            #expect(Set(stored).isSubset(of: maybe))
            await pool.close()
        }
    }

    @Test func `while the database is down callers are refused at once, afterwards served`()
        async throws
    {
        try await OwnCluster.with { cluster, settings in
            let pool = Pool(settings, options: Self.quickOptions)
            try await pool.withConnection { try $0.run("select 1") }
            try await cluster.stop()
            for _ in 0..<3 {
                let error = await #expect(throws: PostgreSQLError.self) {
                    try await pool.withConnection { try $0.run("select 1") }
                }
                #expect(error?.isUnavailable == true)
            }
            #expect(await pool.statistics.isDown)
            _ = try await cluster.start()
            try await until { await !pool.statistics.isDown }
            try await pool.withConnection { try $0.run("select 1") }
            await pool.close()
        }
    }

    @Test func `a listener survives a restart and says that it may have missed something`()
        async throws
    {
        try await OwnCluster.with { cluster, settings in
            let listener = Listener(
                settings, channels: ["first", "Second \"channel\""],
                backoff: Backoff(first: .milliseconds(5), longest: .milliseconds(50)))
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            let sender = try await Connection(settings)
            try await sender.execute("select pg_notify(\("first"), \("one"))")
            #expect(await events.next() == .notified(channel: "first", payload: "one"))
            try await OwnCluster.crash(cluster)
            _ = try await cluster.start()
            #expect(await events.next() == .reconnected)
            try await sender.reconnect()
            try await sender.execute("select pg_notify(\("Second \"channel\""), \(""))")
            #expect(await events.next() == .notified(channel: "Second \"channel\"", payload: ""))
            await sender.close()
            listener.stop()
            #expect(await events.next() == nil)
        }
    }

    private static var quickOptions: PoolOptions {
        var options = PoolOptions()
        options.size = 4
        options.backoff = Backoff(first: .milliseconds(5), longest: .milliseconds(50))
        return options
    }
}

struct ListenerTests {
    @Test func `a listener without a database ends when it is told to`() async throws {
        let settings = try ConnectionSettings(conninfo: "host=/nonexistent dbname=x user=y")
        let listener = Listener(settings, channels: ["c"])
        listener.stop()
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == nil)
    }

    @Test func `who takes no events for long is told that some were missed`() async throws {
        try await TestDatabase.with { settings in
            let listener = Listener(settings, channels: ["c"], pendingEventsMax: 4)
            let sender = try await Connection(settings)
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            try await sender.execute(
                "select pg_notify('c', n::text) from generate_series(1, 100) n")
            try await sender.execute("select pg_notify('c', 'last')")
            var heard: [Listener.Event] = []
            while heard.last != .notified(channel: "c", payload: "last") {
                heard.append(try #require(await events.next()))
            }
            // Whoever reads fast enough misses nothing and is told nothing.
            let missed = heard.count < 101
            #expect(heard.contains(.reconnected) == missed)
            listener.stop()
        }
    }
}

struct Entry: Hashable, Sendable {
    let worker: Int
    let number: Int
}

/// Writes entries one by one, and keeps book of what was acknowledged.
private actor Load {
    private let pool: Pool
    private(set) var kept: Set<Entry> = []
    private(set) var unknown: Set<Entry> = []
    private(set) var refusals = 0
    private(set) var strangeErrors: [String] = []
    private var isFinished = false

    init(pool: Pool) { self.pool = pool }

    func finish() { isFinished = true }

    /// At most 20,000 entries a worker, a few milliseconds apart while the database is down.
    func work(_ worker: Int) async throws {
        for number in 0..<20_000 where !isFinished {
            let entry = Entry(worker: worker, number: number)
            do {
                try await pool.transaction { connection in
                    try connection.execute("insert into entries values (\(worker), \(number))")
                }
                kept.insert(entry)
            } catch PostgreSQLError.outcomeUnknown {
                unknown.insert(entry)
                refusals += 1
            } catch let error as PostgreSQLError where error.isUnavailable {
                refusals += 1
                try await Task.sleep(for: .milliseconds(2))
            } catch {
                strangeErrors.append("\(error)")
            }
        }
    }
}
