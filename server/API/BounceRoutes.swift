import Crypto
package import HTTP
import Identity
import JSON
package import Mailing

/// Where a mail provider posts which mails came back.
package struct BounceRoutes: Sendable {
    /// What whoever runs the server and the provider agreed upon, and nobody guesses.
    package struct Secret: Sendable {
        fileprivate let digest: [UInt8]

        /// Takes a secret of sixteen bytes at least.
        package init?(_ text: String) {
            guard text.utf8.count >= 16 else { return nil }
            digest = SHA256.digest(Array(text.utf8))
        }
    }

    private static let bytesMax = 256 << 10
    private static let reportsMax = 500
    private static let depthMax = 8
    private static let refusals = RateLimit("mail-webhook/address", 30, inSeconds: 300)

    private let gate: Gate
    private let reader: BounceReader
    private let secret: Secret

    /// Takes reports from whoever shows the secret.
    package init(gate: Gate, reader: BounceReader, secret: Secret) {
        self.gate = gate
        self.reader = reader
        self.secret = secret
    }

    /// Adds the route to a router.
    package func add(to router: inout Router) {
        router.on(.post, "/mail/bounces", bodyBytesMax: Self.bytesMax, take)
    }

    private func take(_ request: Request) async throws -> Response {
        try await admit(request)
        let bytes = try await request.body.collected(bytesMax: Self.bytesMax)
        let reports = try Self.items(bytes).map(BounceReport.init(webhook:))
        let known = reports.compactMap(\.self)
        // What somebody else's mail is about is passed over; what is no report at all is told.
        guard known.count == reports.count else {
            throw Refusal(
                .unprocessable,
                "Each report needs message_id and a type that is permanent or transient.",
                kind: "validation")
        }
        let count = try await reader.take(known, at: gate.now)
        return .json(["taken": .integer(Int64(count))])
    }

    /// Digests are compared, so the time that it takes tells nothing of the secret.
    private func admit(_ request: Request) async throws {
        let shown = try? request.bearer()
        guard let shown,
            ConstantTime.areEqual(SHA256.digest(Array(shown.utf8)), secret.digest)
        else {
            let network = RateLimiter.network(of: request.address)
            try await gate.reception.limiter.take(Self.refusals, by: network, at: gate.now)
            throw IdentityError.tokenRefused
        }
    }

    private static func items(_ bytes: [UInt8]) throws -> [JSONValue] {
        let limits = JSONValue.Limits(bytesMax: bytesMax, depthMax: depthMax)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw Refusal(.badRequest, "\(error)")
        }
        let items = value.array ?? [value]
        guard items.count <= reportsMax else {
            throw Refusal(
                .unprocessable, "At most \(reportsMax) reports may come at once.",
                kind: "validation")
        }
        return items
    }
}
