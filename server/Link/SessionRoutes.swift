import Bytes
import Crypto
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
    /// The longest time that a question is held while there is nothing to answer.
    private static let waitSecondsMax: UInt32 = 50

    private let office: BookOffice
    private let rolls: BookRolls
    private let devices: Devices
    private let watchers: BookWatchers
    private let sharer: PageSharer
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
        self.devices = devices
        self.watchers = watchers
        sharer = PageSharer(watchers: watchers)
        now = { Timestamp(microseconds: unixMicroseconds()) }
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        let bytesMax = Frame.bodyBytesMax + 64
        router.on(.post, "/sync/v1/hello", bodyBytesMax: 4 << 20, hello)
        router.on(.post, "/sync/v1/push", bodyBytesMax: bytesMax, push)
        router.on(.post, "/sync/v1/pull", bodyBytesMax: 65_536, atDrain: .isCancelled, pull)
        router.on(.post, "/sync/v1/offer", bodyBytesMax: bytesMax, offer)
        router.on(.post, "/sync/v1/snapshot", bodyBytesMax: 65_536, snapshot)
        router.on(.post, "/sync/v1/compare", bodyBytesMax: 65_536, compare)
        router.on(.post, "/sync/v1/records", bodyBytesMax: 65_536, records)
        router.on(.post, "/sync/v1/alarm", bodyBytesMax: bytesMax, alarm)
    }

    private var milliseconds: UInt64 { UInt64(clamping: now().microseconds / 1_000) }
}

extension SessionRoutes {
    private func hello(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Hello.self)
        guard asked.message.book == asked.identity.book,
            asked.message.device == asked.identity.device
        else { throw notLetIn("The token is of another laptop, or of another book.") }
        let welcome = try await office.answer(
            asked.message, from: asked.identity.caller, at: milliseconds)
        return asked.response(.welcome(welcome))
    }

    private func push(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Push.self)
        try await check(asked)
        return asked.response(
            try await office.answer(
                asked.message, from: asked.identity.caller, at: milliseconds))
    }

    private func offer(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Offer.self)
        try await check(asked)
        let caller = asked.identity.caller
        let reply = try await office.answer(asked.message, from: caller, at: milliseconds)
        if case .offered(let offered) = reply, offered.isComplete, offered.standing == .recovering {
            // Nobody waits for longer than until the last laptop has brought what it holds.
            if try await office.release(caller.book, at: milliseconds) {
                return asked.response(
                    try await office.answer(asked.message, from: caller, at: milliseconds))
            }
        }
        return asked.response(reply)
    }

    private func snapshot(_ request: Request) async throws -> Response {
        let asked = try await asked(request, SnapshotQuery.self)
        return asked.response(
            try await office.answer(
                asked.message, from: asked.identity.caller, at: milliseconds))
    }

    private func pull(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Pull.self)
        let (pull, identity) = (asked.message, asked.identity)
        let interruption = await watchers.interruption
        var end = await sharer.end(
            for: pull, of: identity, since: interruption, at: milliseconds)
        if end == nil {
            let reply = try await office.answer(pull, from: identity.caller, at: milliseconds)
            await sharer.note(identity, at: milliseconds)
            end = reply.end
            guard end != nil, pull.waitSeconds > 0 else { return asked.response(reply) }
        }
        await watchers.wait(
            for: identity.book, beyond: end?.position ?? 0, unlessSince: interruption,
            atMost: .seconds(min(pull.waitSeconds, Self.waitSecondsMax)))
        // Whoever was turned away while waiting is told nothing any more.
        _ = try await holder(of: request)
        let now = milliseconds
        return asked.response(
            try await sharer.answer(
                pull, of: identity.book, since: await watchers.interruption
            ) { try await office.answer(pull, from: identity.caller, at: now) })
    }
}

extension Session.Reply {
    /// Where the log ends, if there is nothing beyond what was asked for.
    fileprivate var end: LogPoint? {
        guard case .page(let page) = self, page.items.isEmpty, page.end == page.head else {
            return nil
        }
        return page.standing == .goOn ? page.head : nil
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
        return asked.response(digests)
    }

    private func records(_ request: Request) async throws -> Response {
        let asked = try await asked(request, RecordQuery.self)
        try Self.check(asked.message.ranges)
        let records = try await office.answer(asked.message, of: asked.identity.book)
        return asked.response(records)
    }
}

/// What a laptop reports.
extension SessionRoutes {
    private func alarm(_ request: Request) async throws -> Response {
        let asked = try await asked(request, Alarm.self)
        try await check(asked)
        let identity = asked.identity
        try await store.note(
            asked.message, from: identity.device, in: identity.book, at: now())
        raised(asked.message, identity)
        return asked.response(Noted())
    }
}

/// A message with who sent it, and the part of the roll that both sides know.
private struct Asked<Said: SessionMessage>: Sendable {
    let identity: DeviceIdentity
    let envelope: Envelope
    let message: Said
    let context: Context
    let rollCount: Int

    func response(_ reply: Session.Reply) -> Response {
        response(frame: reply.frame(in: context, rollCount: rollCount))
    }

    func response(_ message: some SessionMessage) -> Response {
        response(frame: message.frame(in: context, rollCount: rollCount))
    }

    private func response(frame: [UInt8]) -> Response {
        Response(headers: ["Content-Type": "application/octet-stream"], body: .bytes(frame))
    }
}

extension SessionRoutes {
    private func asked<Said: SessionMessage>(
        _ request: Request, _ type: Said.Type
    ) async throws -> Asked<Said> {
        let identity = try await holder(of: request).identity
        let bytes = try await request.body.collected()
        let (envelope, part) = try decoding { () throws(MalformedBytes) in
            let envelope = try Envelope(bytes, expecting: Said.kind)
            return (envelope, try envelope.rollPart)
        }
        let known = try await rolls.roll(of: identity.book, count: part.count, mark: part.mark)
        guard let known else {
            throw Refusal(
                .conflict, "The server numbers replicas otherwise; name them in full.",
                kind: "unknown_roll")
        }
        let context = Context(roll: known, hash: LogHash.function)
        let message = try decoding { () throws(MalformedBytes) in
            try Said(envelope, in: context)
        }
        return Asked(
            identity: identity, envelope: envelope, message: message, context: context,
            rollCount: part.count)
    }

    /// What a laptop brings it has signed: nobody who only has its token brings anything.
    private func check<Said>(_ asked: Asked<Said>) async throws {
        let identity = asked.identity
        let statement = asked.envelope.statement(book: identity.book, device: identity.device)
        let key = try await devices.publicKey(of: identity)
        guard let signature = asked.envelope.signature, let key,
            try VerifyingKey(bytes: key).accepts(signature, of: statement)
        else { throw notLetIn("The frame does not bear the signature of its laptop.") }
    }

    private func holder(of request: Request) async throws -> DeviceHolder {
        let scheme = "Bearer "
        guard let header = request.headers["Authorization"],
            header.prefix(scheme.count).lowercased() == scheme.lowercased()
        else { throw notLetIn("Show the token of an enrolled laptop.") }
        let token = String(header.dropFirst(scheme.count))
        return try await refusing { try await devices.holder(of: token, at: now()) }
    }
}
