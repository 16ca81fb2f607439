package import HTTP
import PostgreSQL

/// Tells who opened a page on a page, and not in JSON, that there is none or that the server cannot
/// answer just now.
package struct PageApology: Sendable {
    private static let folders: Set<String> = ["account", "device", "unsubscribe"]

    private let server: String

    /// Apologizes for a server of this address.
    package init(server: String) { self.server = server }

    /// Wraps everything else: what keeps requests from their routes lies inside.
    package func middleware(_ next: @escaping Handler) -> Handler {
        { [server] request in
            do {
                return try await next(request)
            } catch let refusal as Refusal
                where Self.folders.contains(request.target.segments.first ?? "")
            {
                let phrase: Phrase =
                    refusal.status.code >= 500
                    ? .busy : refusal.status == .notFound ? .linkRefused : .refused
                let visit = try Visit(request, server: server, now: Timestamp(microseconds: 0))
                var response = visit.failure(Trouble(phrase, refusal.status, in: visit.words))
                for name in ["Retry-After", "Allow"] {
                    if let value = refusal.headers[name] { response.headers[name] = value }
                }
                return response
            }
        }
    }
}
