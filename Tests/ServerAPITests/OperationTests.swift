import HTTP
import JSON
import PostgreSQL
import ServerAPI
import TestPostgreSQL
import Testing

struct OperationTests {
    private struct Untold: Error {}

    /// The routes of a server whose database is at hand, or was never there.
    private func answer(
        _ target: Target, readiness: Readiness, throwing error: any Error = Untold()
    ) async throws -> Response {
        var router = Router()
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        OperationRoutes(readiness: readiness, exposition: { "up 1\n" }).add(to: &router)
        router.on(.get, "/clients") { _ in throw error }
        do {
            return try await router.answer(Request(.get, target))
        } catch let refusal as Refusal {
            return refusal.response()
        }
    }

    private func text(_ response: Response) async throws -> String {
        String(decoding: try await response.body.collected(), as: UTF8.self)
    }

    private static var nowhere: Pool {
        get throws {
            var settings = try ConnectionSettings(conninfo: "host=127.0.0.1 port=1 user=secret")
            settings.connectSecondsMax = 1
            return Pool(settings)
        }
    }

    @Test func `without its database the server is alive and not ready`() async throws {
        let pool = try Self.nowhere
        let readiness = Readiness(pool: pool)
        #expect(try await answer("/healthz", readiness: readiness).status == .ok)
        #expect(try await answer("/metrics", readiness: readiness).status == .ok)
        for isOpen in [false, true] {
            if isOpen { readiness.open() }
            let response = try await answer("/readyz", readiness: readiness)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers["Retry-After"] == "1")
            // Where the database is stays in the log, for anybody may ask.
            let said = try await text(response)
            #expect(!said.contains("127.0.0.1") && !said.contains("secret"))
        }
        await pool.close()
    }

    @Test func `a place for files that cannot be used is told`() async throws {
        try await TestDatabase.with { settings in
            let pool = Pool(settings)
            let readiness = Readiness(pool: pool) { "the bucket is gone" }
            readiness.open()
            let response = try await answer("/readyz", readiness: readiness)
            #expect(response.status == .serviceUnavailable)
            let text = String(decoding: try await response.body.collected(), as: UTF8.self)
            #expect(text.contains("the bucket is gone"))
            await pool.close()
        }
    }

    @Test func `with its database and its schema the server is ready`() async throws {
        try await TestDatabase.with { settings in
            let pool = Pool(settings)
            let readiness = Readiness(pool: pool)
            #expect(
                try await answer("/readyz", readiness: readiness).status == .serviceUnavailable)
            readiness.open()
            #expect(try await answer("/readyz", readiness: readiness).status == .ok)
            readiness.wait(because: "the schema is being brought up to date")
            let waiting = try await answer("/readyz", readiness: readiness)
            #expect(try await text(waiting).contains("brought up to date"))
            await pool.close()
        }
    }

    @Test func `a server that is ready says what more there is to say, and still that it is ready`()
        async throws
    {
        try await TestDatabase.with { settings in
            let pool = Pool(settings)
            let readiness = Readiness(pool: pool)
            readiness.open()
            var router = Router()
            OperationRoutes(readiness: readiness, exposition: { "" }) {
                ["queue_lag_seconds": 7, "status": "overruled"]
            }.add(to: &router)
            let answer = try await router.answer(Request(.get, "/readyz"))
            #expect(try await text(answer) == #"{"queue_lag_seconds":7,"status":"ready"}"#)
            await pool.close()
        }
    }

    @Test(arguments: [
        PostgreSQLError.unavailable(reason: "host secret"), .connectionLost, .outcomeUnknown,
        .poolExhausted(size: 77),
    ])
    func `whoever asks while the database is away is told to try later, and no more`(
        error: PostgreSQLError
    ) async throws {
        let pool = try Self.nowhere
        let readiness = Readiness(pool: pool)
        readiness.open()
        let response = try await answer("/clients", readiness: readiness, throwing: error)
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers["Retry-After"] == "1")
        let text = try await text(response)
        #expect(text.contains("\"error\":\"try_later\""))
        #expect(!text.contains("secret") && !text.contains("77"))
        await pool.close()
    }

    @Test func `nothing is asked of a database whose schema is not in place`() async throws {
        let pool = try Self.nowhere
        let readiness = Readiness(pool: pool)
        readiness.wait(because: "secret")
        let response = try await answer("/clients", readiness: readiness)
        #expect(response.status == .serviceUnavailable)
        #expect(try await !text(response).contains("secret"))
        await pool.close()
    }

    @Test func `an error that is no trouble of the database goes its way`() async throws {
        let pool = try Self.nowhere
        let readiness = Readiness(pool: pool)
        readiness.open()
        await #expect(throws: Untold.self) {
            try await answer("/clients", readiness: readiness)
        }
        await #expect(throws: PostgreSQLError.self) {
            try await answer("/clients", readiness: readiness, throwing: PostgreSQLError.noRow)
        }
        await pool.close()
    }
}
