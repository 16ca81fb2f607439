import PostgreSQL
import TestPostgreSQL
import Testing

struct ConnectionTests {
    @Test func `the least recently used statement is dropped when the cache is full`() async throws
    {
        try await TestDatabase.with { settings in
            var settings = settings
            settings.preparedStatementsMax = 4
            let connection = try await Connection(settings)
            for number in 0..<20 {
                let query = Query(sql: "select \(number) + $1", 1)
                #expect(try await connection.value(query) == number + 1)
            }
            #expect(await connection.preparedStatementCount == 4)
            let known: Int = try await connection.value(
                "select count(*) from pg_prepared_statements")
            // One dropped name may wait for the next statement that is prepared.
            #expect((4...5).contains(known))
        }
    }

    @Test(arguments: [true, false]) func `statements are planned each time where that is wanted`(
        isWanted: Bool
    ) async throws {
        try await TestDatabase.with { settings in
            var settings = settings
            settings.isPlannedEachTime = isWanted
            let connection = try await Connection(settings)
            for number in 0..<20 {
                let sum: Int = try await connection.value("select \(number) + 1::bigint")
                #expect(sum == number + 1)
            }
            let reused: Int = try await connection.value(
                """
                select sum(generic_plans)::bigint from pg_prepared_statements
                where parameter_types <> '{}'
                """)
            #expect((reused == 0) == isWanted)
        }
    }

    @Test func `a statement whose result type changed is prepared again`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int)")
            try await connection.run("insert into t values (7)")
            #expect(try await connection.value("select * from t") == 7)
            try await connection.run("alter table t alter v type text")
            #expect(try await connection.value("select * from t") == "7")
        }
    }

    @Test func `a stale statement inside a transaction makes the transaction run again`()
        async throws
    {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int)")
            try await connection.run("insert into t values (7)")
            _ = try await connection.value("select * from t", as: Int.self)
            try await connection.run("alter table t alter v type text")
            let value = try await connection.transaction { connection in
                try connection.value("select * from t", as: String.self)
            }
            #expect(value == "7")
        }
    }

    @Test func `statements the session forgot are prepared again`() async throws {
        try await TestDatabase.withConnection { connection in
            #expect(try await connection.value("select \(1)") == 1)
            try await connection.run("deallocate all")
            #expect(try await connection.value("select \(2)") == 2)
        }
    }

    @Test func `after a reconnect everything is prepared anew`() async throws {
        try await TestDatabase.with { settings in
            let connection = try await Connection(settings)
            let other = try await Connection(settings)
            let backend: Int = try await connection.value("select pg_backend_pid()")
            try await other.execute("select pg_terminate_backend(\(Int32(backend)))")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.value("select pg_backend_pid()", as: Int.self)
            }
            #expect(error?.isUnavailable == true)
            #expect(await !connection.isOpen)
            try await connection.reconnect()
            #expect(try await connection.value("select pg_backend_pid()") != backend)
        }
    }

    @Test func `pipelined statements arrive in order and say what they touched`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            let queries = (0..<1_000).map {
                Query(sql: "insert into t values ($1), ($1 + 10000)", $0)
            }
            let touched = try await connection.executeAll(queries)
            #expect(touched == Array(repeating: 2, count: 1_000))
            #expect(try await connection.value("select count(*) from t") == 2_000)
        }
    }

    @Test func `a pipeline ends at its first failure and the connection stays usable`() async throws
    {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            let queries = [1, 2, 1, 3].map { Query(sql: "insert into t values ($1)", $0) }
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.executeAll(queries)
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `a pipeline prepares stale statements again`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int)")
            try await connection.executeAll(["select * from t", "select * from t"])
            try await connection.run("alter table t alter v type text")
            try await connection.executeAll(["select * from t", "select * from t"])
            try await connection.run("alter table t alter v type text[] using null")
            try await connection.transaction { connection in
                try connection.executeAll(["select * from t", "select * from t"])
            }
        }
    }

    @Test func `a statement that runs too long is ended`() async throws {
        try await TestDatabase.with { settings in
            var settings = settings
            settings.statementMillisecondsMax = 20
            let connection = try await Connection(settings)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.execute("select pg_sleep(600)")
            }
            #expect(error?.isCanceled == true)
        }
    }

    @Test func `a lock that is not to be had in time is its own error`() async throws {
        try await TestDatabase.with { settings in
            let holder = try await Connection(settings)
            try await holder.run("create table t (v int)")
            try await holder.run("begin")
            try await holder.run("lock table t")
            var settings = settings
            settings.lockMillisecondsMax = 20
            let other = try await Connection(settings)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await other.execute("select * from t")
            }
            #expect(error?.isLockTimeout == true)
            try await holder.run("rollback")
        }
    }

    @Test func `constraint and table are named, values are not printed`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table clients (mail text constraint one_mail unique)")
            try await connection.execute("insert into clients values (\("anna@example.org"))")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.execute("insert into clients values (\("anna@example.org"))")
            }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.fault?.constraint == "one_mail")
            #expect(error?.fault?.table == "clients")
            #expect(error?.fault?.detail?.contains("anna") == true)
            #expect(error?.description.contains("anna") == false)
            let data = await #expect(throws: PostgreSQLError.self) {
                try await connection.execute("select \("secret")::int8")
            }
            #expect(data?.description.contains("secret") == false)
            #expect(data?.description.contains("22P02") == true)
        }
    }

    @Test func `a password is neither printed nor dumped nor part of an error`() async throws {
        let url = "postgresql://anna:hunter2@127.0.0.1:1/books?connect_timeout=2"
        let settings = try ConnectionSettings(conninfo: url)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("hunter2"))
        let error = await #expect(throws: PostgreSQLError.self) { try await Connection(settings) }
        #expect(error?.isUnavailable == true)
        #expect(error.map { "\($0)" }?.contains("hunter2") == false)
        let malformed = #expect(throws: PostgreSQLError.self) {
            try ConnectionSettings(conninfo: "host=x hunter2")
        }
        #expect(malformed.map { "\($0)" }?.contains("hunter2") == false)
    }

    @Test func `what a running statement waits for can be cancelled from elsewhere`() async throws {
        try await TestDatabase.with { settings in
            let pool = Pool(settings)
            let task = Task {
                try await pool.withConnection { try $0.execute("select pg_sleep(600)") }
            }
            let watcher = try await Connection(settings)
            try await until {
                try await watcher.value(
                    """
                    select exists (select from pg_stat_activity
                        where wait_event = 'PgSleep' and datname = current_database())
                    """
                )
            }
            task.cancel()
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.isCanceled == true)
            await pool.close()
        }
    }
}

/// Waits for a condition, with a generous bound.
func until(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while !(try await condition()) {
        try #require(ContinuousClock.now < end, "the condition did not come true within a minute")
        try await Task.sleep(for: .milliseconds(5))
    }
}
