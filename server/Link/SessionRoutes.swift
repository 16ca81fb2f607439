import Bytes
package import HTTP
package import Identity
import PostgreSQL
package import ServerStore
package import Sync
import Wire

/// What the office answers to the laptops of a book in their sessions: below `/sync/v1`.
///
/// The book is always the one of the token: no request can name another.
package struct SessionRoutes: Sendable {
    private let office: BookOffice
    let rolls: BookRolls
    let doorkeeper: Doorkeeper
    private let puller: Puller
    private let now: @Sendable () -> Timestamp
    private let store: ServerStore
    private let raised: @Sendable (Alarm, DeviceIdentity) -> Void

    /// Answers from the books, to the devices that are enrolled, and tells what they report.
    package init(
        office: BookOffice, store: ServerStore, devices: Devices, watchers: BookWatchers,
        unixMicroseconds: @escaping @Sendable () -> Int64,
        raised: @escaping @Sendable (Alarm, DeviceIdentity) -> Void = { _, _ in }
    ) {
        self.store = store
        self.raised = raised
        self.office = office
        rolls = BookRolls(office: office)
        now = { Timestamp(microseconds: unixMicroseconds()) }
        doorkeeper = Doorkeeper(devices: devices, now: now)
        puller = Puller(office: office, doorkeeper: doorkeeper, watchers: watchers)
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        let bytesMax = Frame.bodyBytesMax + 64
        router.on(.post, "/sync/v1/hello", bodyBytesMax: 4 << 20, hello)
        router.on(.post, "/sync/v1/push", bodyBytesMax: bytesMax, push)
        router.on(.post, "/sync/v1/pull", bodyBytesMax: 65_536, atDrain: .isCancelled, pull)
        router.on(.post, "/sync/v1/offer", bodyBytesMax: bytesMax, offer)
        router.on(.post, "/sync/v1/snapshot", bodyBytesMax: 65_536, snapshot)
        router.on(.post, "/sync/v1/compare", bodyBytesMax: 1 << 20, compare)
        router.on(.post, "/sync/v1/records", bodyBytesMax: 1 << 20, records)
        router.on(.post, "/sync/v1/alarm", bodyBytesMax: bytesMax, alarm)
    }

    private var milliseconds: UInt64 { doorkeeper.milliseconds }
}

extension SessionRoutes {
    private func hello(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Hello.self)
        guard asked.message.book == asked.identity.book,
            asked.message.device == asked.identity.device
        else { throw notLetIn("The token is of another laptop, or of another book.") }
        let welcome = try await office.answer(
            asked.message, from: asked.identity.caller, at: milliseconds)
        return asked.reply(.welcome(welcome))
    }

    private func push(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Push.self)
        try check(asked)
        return asked.reply(
            try await office.answer(
                asked.message, from: asked.identity.caller, at: milliseconds))
    }

    private func offer(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Offer.self)
        try check(asked)
        let caller = asked.identity.caller
        let reply = try await office.answer(asked.message, from: caller, at: milliseconds)
        if case .offered(let offered) = reply, offered.isComplete, offered.standing == .recovering {
            // Nobody waits for longer than until the last laptop has brought what it holds.
            if try await office.release(caller.book, at: milliseconds) {
                return asked.reply(
                    try await office.answer(asked.message, from: caller, at: milliseconds))
            }
        }
        return asked.reply(reply)
    }

    private func snapshot(_ request: Request) async throws -> Response {
        let asked = try await asked(request, SnapshotQuery.self)
        return asked.reply(
            try await office.answer(
                asked.message, from: asked.identity.caller, at: milliseconds))
    }

    private func pull(_ request: Request) async throws -> Response {
        try await puller.turnstile.pass(request) { request in
            let asked = try await asked(request, Pull.self)
            return try await puller.answer(asked.message, from: asked.identity, asked.reply)
        }
    }
}

/// What a laptop asks that holds something else than the server.
extension SessionRoutes {
    /// Nobody lets the book be read more than once by one question.
    private static func check(_ ranges: [KeyRange]) throws(Refusal) {
        guard KeyRange.areApart(ranges) else {
            throw Refusal(
                .badRequest, "The ranges have to stand one after the other.", kind: "malformed")
        }
    }

    private func compare(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Comparison.self)
        try Self.check(asked.message.ranges)
        let digests = try await office.answer(asked.message, of: asked.identity.book)
        return asked.reply(digests)
    }

    private func records(_ request: Request) async throws -> Response {
        let asked = try await asked(request, RecordQuery.self)
        try Self.check(asked.message.ranges)
        let records = try await office.answer(asked.message, of: asked.identity.book)
        return asked.reply(records)
    }
}

/// What a laptop reports.
extension SessionRoutes {
    private func alarm(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Alarm.self)
        try check(asked)
        let identity = asked.identity
        try await store.note(
            asked.message, from: identity.device, in: identity.book, at: now())
        raised(asked.message, identity)
        return asked.reply(Noted())
    }
}
