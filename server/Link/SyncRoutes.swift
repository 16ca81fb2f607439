import Bytes
import Causality
package import HTTP
package import Identity
import PostgreSQL
package import ServerStore
import Sync
import Wire

/// What the server answers to the agents of a book: binary messages below `/sync/v1`.
///
/// The book is always the one of the token: no request can name another.
package struct SyncRoutes: Sendable {
    /// Bytes of the entries in one answer.
    private static let answerBytesMax = 4 << 20
    /// The longest time that a question is held while there is nothing to answer.
    private static let waitSecondsMax: UInt32 = 50

    private let store: ServerStore
    private let devices: Devices
    private let watchers: BookWatchers
    private let now: @Sendable () -> Timestamp

    /// Answers from a store, to the devices that are enrolled.
    package init(
        store: ServerStore, devices: Devices, watchers: BookWatchers,
        unixMicroseconds: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.devices = devices
        self.watchers = watchers
        now = { Timestamp(microseconds: unixMicroseconds()) }
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.post, "/sync/v1/enrol", bodyBytesMax: 4_096, enrol)
        router.on(.post, "/sync/v1/challenge", bodyBytesMax: 256, challenge)
        router.on(.post, "/sync/v1/token", bodyBytesMax: 512, token)
        router.on(.post, "/sync/v1/hello", bodyBytesMax: 4 << 20, hello)
        router.on(.post, "/sync/v1/push", bodyBytesMax: Frame.bodyBytesMax + 64, push)
        router.on(.post, "/sync/v1/pull", bodyBytesMax: 256, atDrain: .isCancelled, pull)
    }

    private func enrol(_ request: Request) async throws -> Response {
        let enrol = try await request.message(Enrol.self)
        let asked = EnrolmentRequest(
            code: enrol.code, device: enrol.device, name: enrol.name,
            publicKey: enrol.publicKey,
            statement: Enrol.statement(code: enrol.code, device: enrol.device),
            signature: enrol.signature)
        let book = try await refusing { try await devices.enrol(asked, at: now()) }
        return .message(Enrolled(book: book))
    }

    private func challenge(_ request: Request) async throws -> Response {
        let knock = try await request.message(Knock.self)
        let identity = DeviceIdentity(book: knock.book, device: knock.device)
        return .message(Challenge(nonce: try await devices.challenge(identity, at: now())))
    }

    private func token(_ request: Request) async throws -> Response {
        let proof = try await request.message(Proof.self)
        let token = try await refusing {
            try await devices.token(
                for: proof.nonce, signature: proof.signature,
                statement: {
                    Proof.statement(book: $0.book, device: $0.device, nonce: proof.nonce)
                }, at: now())
        }
        return .message(
            Pass(token: token, lifetimeSeconds: UInt32(Devices.tokenLifetimeSeconds)))
    }

    private func hello(_ request: Request) async throws -> Response {
        let identity = try await identity(of: request)
        let hello = try await request.message(Hello.self)
        guard hello.protocolVersion == ProtocolVersion.current else {
            throw Refusal(
                .badRequest,
                "This server speaks version \(ProtocolVersion.current) of the "
                    + "protocol; bring both sides to the same release.",
                kind: "upgrade_needed")
        }
        let knowledge = try await store.knowledge(
            of: identity.book, about: hello.vector.entries.map(\.replica))
        let milliseconds = UInt64(clamping: now().microseconds / 1_000)
        return .message(
            Welcome(
                vector: knowledge.vector, head: knowledge.head,
                clock: Stamp(milliseconds: milliseconds)))
    }

    private func push(_ request: Request) async throws -> Response {
        let holder = try await holder(of: request)
        guard holder.role.permits(.write) else {
            throw Refusal(.forbidden, "\(IdentityError.forbidden(.write))")
        }
        let identity = holder.identity
        let push = try await request.message(Push.self)
        let submissions = try decoding {
            () throws(MalformedBytes) in
            var submissions: [Submission] = []
            for payload in push.payloads {
                submissions.append(try Submission(payload: payload))
            }
            return submissions
        }
        do {
            let answers = try await store.ingest(
                submissions, from: identity.device, into: identity.book, at: now())
            return .message(Verdicts(answers.map(\.verdict)))
        } catch ServerStoreError.foreignChange {
            throw Refusal(.forbidden, "A laptop sends only what was written on it.")
        }
    }

    private func pull(_ request: Request) async throws -> Response {
        let identity = try await identity(of: request)
        let pull = try await request.message(Pull.self)
        let interruption = await watchers.interruption
        var page = try await page(of: identity.book, after: pull.after)
        if page.entries.isEmpty, page.head <= pull.after, pull.waitSeconds > 0 {
            await watchers.wait(
                for: identity.book, beyond: pull.after, unlessSince: interruption,
                atMost: .seconds(min(pull.waitSeconds, Self.waitSecondsMax)))
            // Whoever was turned away while waiting is told nothing any more.
            _ = try await self.identity(of: request)
            page = try await self.page(of: identity.book, after: pull.after)
        }
        return .message(page)
    }

    private func page(of book: BookID, after position: UInt64) async throws -> Entries {
        let (entries, head) = try await store.entries(
            of: book, after: position, countMax: Entries.entriesMax,
            bytesMax: Self.answerBytesMax)
        return Entries(
            entries.map {
                Entry(position: $0.position, effective: $0.effective, payload: $0.payload)
            }, head: head)
    }

    private func identity(of request: Request) async throws -> DeviceIdentity {
        try await holder(of: request).identity
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
