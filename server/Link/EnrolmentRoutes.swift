import Bytes
package import HTTP
package import Identity
import PostgreSQL
import Wire

/// How a laptop becomes a book's, and shows later that it is: enrol, challenge, token.
package struct EnrolmentRoutes: Sendable {
    private let devices: Devices
    private let now: @Sendable () -> Timestamp

    /// Lets laptops in by the codes that were given out.
    package init(devices: Devices, unixMicroseconds: @escaping @Sendable () -> Int64) {
        self.devices = devices
        now = { Timestamp(microseconds: unixMicroseconds()) }
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.post, "/sync/v1/enrol", bodyBytesMax: 4_096, enrol)
        router.on(.post, "/sync/v1/challenge", bodyBytesMax: 256, challenge)
        router.on(.post, "/sync/v1/token", bodyBytesMax: 512, token)
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
}
