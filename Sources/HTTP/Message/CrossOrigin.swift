/// Which pages of other origins may call this server from a browser: those of a list, no other.
///
/// They show who they are by a token in a header, never by a cookie: browsers are not asked to
/// send any.
package struct CrossOrigin: Sendable {
    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
    private static let requestHeaders =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Book, "
        + "X-Request-Id"
    private static let answerHeaders =
        "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, "
        + "X-Request-Id"
    private static let preflightSeconds = "600"

    private let allowed: Set<String>

    /// Allows these origins, each as a browser writes it: `https://books.example.com`.
    package init(allowing origins: [String]) {
        allowed = Set(origins)
    }

    /// Whether a text is an origin: a scheme, a machine in lower case, a port if it is not the
    /// usual one, and nothing behind it.
    package static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else {
            return false
        }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        return !rest.isEmpty
            && rest.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5B, 0x5D: true
                default: false
                }
            }
    }

    /// Answers what a browser asks before it sends a request of another origin.
    package func middleware(_ next: @escaping Handler) -> Handler {
        { request in
            guard request.method == .options, request.headers["Origin"] != nil,
                request.headers["Access-Control-Request-Method"] != nil
            else { return try await next(request) }
            guard isAllowed(request) else {
                throw Refusal(.forbidden, "Pages of this origin may not call this server.")
            }
            return Response(
                .noContent,
                headers: [
                    "Access-Control-Allow-Methods": Self.methods,
                    "Access-Control-Allow-Headers": Self.requestHeaders,
                    "Access-Control-Max-Age": Self.preflightSeconds,
                ])
        }
    }

    /// Adds to an answer, to a refusal too, that the page which asked may read it.
    package func complete(_ response: inout Response, to request: Request) {
        guard !allowed.isEmpty else { return }
        response.headers.add("Vary", "Origin")
        guard isAllowed(request), let origin = request.headers["Origin"] else { return }
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = Self.answerHeaders
    }

    private func isAllowed(_ request: Request) -> Bool {
        request.headers["Origin"].map { allowed.contains($0) } ?? false
    }
}
