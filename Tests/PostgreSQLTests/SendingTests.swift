import PostgreSQL
import TestPostgreSQL
import Testing

/// Statements of a transaction that nobody waits for one by one.
struct SendingTests {
    private struct Refusal: Error {}

    @Test func `what is sent is done in order, with what is waited for`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8)")
            for _ in 0..<2 {
                let sum: Int = try await connection.transaction { connection in
                    for number in 1...200 {
                        try connection.send("insert into t values (\(number))")
                    }
                    try connection.send("update t set v = v * 2")
                    let sum: Int = try connection.value("select sum(v)::int8 from t")
                    try connection.send("delete from t where v > 2")
                    try connection.send("update t set v = v / 2")
                    return sum
                }
                #expect(sum == 40_200 || sum == 40_202)
            }
            #expect(try await connection.value("select array_agg(v) from t") == [1, 1])
        }
    }

    @Test func `the end of the transaction tells what became of what was sent`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { connection in
                    for number in [1, 2, 1, 3] {
                        try connection.send("insert into t values (\(number))")
                    }
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(await !connection.isInTransaction)
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `what is waited for tells what became of what was sent before`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { connection in
                    try connection.send("insert into t values (1), (1)")
                    try connection.execute("insert into t values (2)")
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `the error of the body is the one to tell, and all is undone`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            for statement in ["insert into t values (1)", "insert into t values (1), (1)"] {
                await #expect(throws: Refusal.self) {
                    try await connection.transaction { connection in
                        try connection.send(plain: statement)
                        throw Refusal()
                    }
                }
                #expect(await !connection.isInTransaction)
            }
            #expect(try await connection.value("select count(*) from t") == 0)
        }
    }

    @Test func `a transaction whose sent statements went stale runs again`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int)")
            for type in ["text", "int8 using 0", "text"] {
                try await connection.transaction { connection in
                    try connection.send("insert into t select v from t")
                    try connection.send("select * from t")
                }
                try await connection.run("alter table t alter v type \(type)")
            }
            try await connection.transaction { connection in
                try connection.send("select * from t")
                #expect(try connection.rows("select v from t") { _ in 1 }.isEmpty)
            }
        }
    }

    @Test func `more than the socket holds is sent while nobody reads`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v text)")
            let long = String(repeating: "x", count: 1 << 20)
            try await connection.transaction { connection in
                for _ in 0..<16 {
                    try connection.send("insert into t values (\(long)) returning v")
                }
            }
            #expect(try await connection.value("select count(*) from t") == 16)
        }
    }

    @Test func `a savepoint and a copy come after what was sent`() async throws {
        try await TestDatabase.withConnection { connection in
            try await connection.run("create table t (v int8 primary key)")
            try await connection.transaction { connection in
                try connection.send("insert into t values (1)")
                await #expect(throws: PostgreSQLError.self) {
                    try await connection.savepoint { connection in
                        try connection.send("insert into t values (2)")
                        try connection.execute("insert into t values (1)")
                    }
                }
                try connection.send("insert into t values (3)")
                try connection.copy([4], into: "t", columns: ["v"]) { $1.append(Int64($0)) }
            }
            let kept: [Int] = try await connection.value("select array_agg(v order by v) from t")
            #expect(kept == [1, 3, 4])
        }
    }
}
