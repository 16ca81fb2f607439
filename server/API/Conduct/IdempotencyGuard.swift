import Crypto
package import HTTP
import Identity
import PostgreSQL

/// Does a request that bears an `Idempotency-Key` once, however often it is sent.
///
/// 1. The same key and the same request: the first answer again, for two days.
/// 2. The same key and another request: 422. One that is still being done: 409.
/// 3. A request that was refused has done nothing, and its key is free again.
///
/// A key is its caller's own: two people may choose the same one.
package struct IdempotencyGuard: Sendable {
    private static let keyBytes = 1...200

    private let gate: Gate
    private let answers: KeptAnswers
    private let failed: @Sendable (any Error) -> Void

    /// Keeps the answers of whoever the gate knows.
    ///
    /// - Parameter failed: hears why an answer could not be kept, or a key not be set free.
    package init(
        gate: Gate, answers: KeptAnswers, failed: @escaping @Sendable (any Error) -> Void
    ) {
        self.gate = gate
        self.answers = answers
        self.failed = failed
    }

    /// Wraps the routes; requests that read, and those without a key, pass.
    package func middleware(_ next: @escaping Handler) -> Handler {
        { request in
            guard let key = request.headers["Idempotency-Key"], request.changesSomething,
                // Where there is nothing, nothing is done that could be done twice.
                request.route != nil,
                case .bytes(let body) = request.body
            else { return try await next(request) }
            guard Self.isKey(key) else {
                throw Refusal(
                    .badRequest, "An Idempotency-Key has 1 to 200 visible characters of ASCII.")
            }
            // Whoever is not let in is told so by the route.
            guard let caller = try await caller(request) else { return try await next(request) }
            let beginning = try await answers.begin(
                Self.digest([caller, key]), request: request.digest(body), at: gate.now)
            switch beginning {
            case .begun(let ticket): return try await run(request, ticket, next)
            case .answered(var response):
                response.headers["Idempotency-Replayed"] = "true"
                return response
            case .busy:
                throw Refusal(
                    .conflict, "The same request is being done at this moment; ask again.",
                    kind: "in_flight", headers: ["Retry-After": "1"])
            case .lost:
                throw Refusal(
                    .conflict,
                    "This was done, and its answer was lost: look at what there is, and use a new "
                        + "key for what comes next.", kind: "answer_lost")
            case .taken:
                throw Refusal(
                    .unprocessable, "Another request has this Idempotency-Key; use a new one.",
                    kind: "key_reused")
            }
        }
    }

    private func run(
        _ request: Request, _ ticket: KeptAnswers.Ticket, _ next: Handler
    ) async throws -> Response {
        do {
            let note: @Sendable (isolated Connection) throws -> Void = { [answers] connection in
                try answers.note(ticket, in: connection)
            }
            let response = try await TransactionCompanion.$current.withValue(note) {
                try await next(request)
            }
            // It is done and answered, whether the answer can be kept or not.
            await surely { try await answers.keep(response, of: ticket) }
            return response
        } catch {
            // When it cannot be forgotten now, the next one waits until its time is over. A refusal
            // is a decision: what was written before it, such as that a copied token ends its
            // sign-in, is no answer to keep.
            let isRefused = Self.isRefusal(error)
            await surely { try await answers.forget(ticket, evenIfDone: isRefused) }
            throw error
        }
    }

    /// Tries once more what failed, for a connection may have been lost; then it is told.
    private func surely(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            do { try await body() } catch { failed(error) }
        }
    }

    private static func isRefusal(_ error: any Error) -> Bool {
        if let refusal = error as? Refusal { return (400..<500).contains(refusal.status.code) }
        return error is IdentityError
    }

    private func caller(_ request: Request) async throws -> String? {
        guard request.headers["Authorization"] != nil else {
            return "address \(RateLimiter.network(of: request.address))"
        }
        do {
            return try await gate.caller(request).name
        } catch IdentityError.tokenRefused {
            return nil
        }
    }

    private static func isKey(_ key: String) -> Bool {
        keyBytes.contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// No two lists of parts look alike: none of them holds a line break.
    fileprivate static func digest(_ parts: [String]) -> [UInt8] {
        SHA256.digest(Array(parts.joined(separator: "\n").utf8))
    }
}

extension Request {
    /// What agents push has its own names, and needs no key.
    fileprivate var changesSomething: Bool {
        [.post, .put, .patch, .delete].contains(method) && target.segments.first != "sync"
    }

    fileprivate func digest(_ body: [UInt8]) -> [UInt8] {
        let head = [method.name, target.encoded, headers["X-Book"] ?? "", ""]
        return SHA256.digest(Array(head.joined(separator: "\n").utf8) + body)
    }
}
