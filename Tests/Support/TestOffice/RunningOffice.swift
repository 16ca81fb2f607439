import Crypto
package import HTTP
import HTTPClient
import HTTPServer
import Identity
import PostgreSQL
import ServerAPI
package import ServerLink
package import ServerStore
package import Sync
import Synchronization

/// The server's routes on a port of their own, with real HTTP over loopback and a real database.
package struct RunningOffice: Sendable {
    /// The database behind it.
    package let office: Office
    /// What answers the laptops.
    package let desk: BookOffice
    /// Who waits for books to grow.
    package let watchers: BookWatchers
    /// The port it listens on.
    package let port: UInt16
    private let clock: TestClock
    private let client = HTTPClient()

    /// Its address, as a person types it.
    package var address: String { "http://127.0.0.1:\(port)" }

    /// Lends a running office to the body and stops it afterwards.
    @discardableResult
    package static func with<Value>(
        _ body: (RunningOffice) async throws -> Value
    ) async throws -> Value {
        try await Office.with { office in
            let (clock, watchers) = (TestClock(), BookWatchers())
            let notary = Notary(signingWith: try SigningKey(), number: 1)
            let desk = BookOffice(pool: office.pool, notary: notary)
            let server = HTTPServer(
                .init(listen: .address("127.0.0.1", port: 0)),
                router: router(office, desk, watchers, clock))
            guard case .port(let port) = try server.start() else { preconditionFailure() }
            let listener = Listener(office.settings, channels: [BookChannel.name])
            let following = Task { await watchers.follow(listener.events) }
            let running = RunningOffice(
                office: office, desk: desk, watchers: watchers, port: port, clock: clock)
            let outcome = await Result { () async throws in
                try await eventually { await watchers.interruption > 0 }
                return try await body(running)
            }
            await server.stop()
            listener.stop()
            await following.value
            return try outcome.get()
        }
    }

    private static func router(
        _ office: Office, _ desk: BookOffice, _ watchers: BookWatchers, _ clock: TestClock
    ) -> Router {
        let readiness = Readiness(pool: office.pool)
        readiness.open()
        var router = Router()
        router.wrap(in: DatabaseGuard(readiness: readiness).middleware)
        EnrolmentRoutes(devices: office.devices, unixMicroseconds: { clock.microseconds })
            .add(to: &router)
        SessionRoutes(
            office: desk, store: office.store, devices: office.devices, watchers: watchers,
            unixMicroseconds: { clock.microseconds }
        ).add(to: &router)
        return router
    }

    /// The server's time.
    package var milliseconds: UInt64 { UInt64(clock.microseconds / 1_000) }

    /// Lets time pass for the server.
    package func pass(seconds: Int) { clock.advance(seconds: seconds) }

    /// A one-time code for a book.
    package func code(for book: BookID) async throws -> String {
        try await office.devices.invite(
            to: book, at: Timestamp(microseconds: clock.microseconds)
        ).text
    }

    /// Sends bytes to one of the sync paths, and tells the status and the body of the answer.
    package func post(
        _ bytes: [UInt8], to path: String, token: String? = nil
    ) async throws -> Answer {
        var headers: Headers = [:]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let response = try await client.send(
            Request(
                .post, Target(["sync", "v1", path]), headers: headers, body: .bytes(bytes)),
            to: .http(host: "127.0.0.1", port: port))
        return Answer(
            status: response.status.code, headers: response.headers,
            body: try await response.body.collected())
    }
}

/// What the office answered.
package struct Answer: Sendable {
    /// The status.
    package let status: Int
    /// The header fields.
    package let headers: Headers
    /// The body.
    package let body: [UInt8]

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// A clock that stands still until a test moves it.
private final class TestClock: Sendable {
    private let now = Mutex(Office.now.microseconds)

    var microseconds: Int64 { now.withLock { $0 } }

    func advance(seconds: Int) { now.withLock { $0 += Int64(seconds) * 1_000_000 } }
}
