/// Answers a request, or throws a `Refusal`; any other error becomes a 500 that tells nothing.
package typealias Handler = @Sendable (Request) async throws -> Response

/// Wraps a handler in another one: authentication, rate limits, CORS.
package typealias Middleware = @Sendable (@escaping Handler) -> Handler

/// One method on one pattern, and who answers it.
package struct Route: Sendable {
    /// What happens to a request in flight when the server is asked to stop.
    package enum AtDrain: Sendable {
        /// It may finish within the deadline.
        case finishes
        /// Its task is cancelled at once: long polls and event streams.
        case isCancelled
    }

    /// How the handler gets the body.
    package enum Reading: Sendable {
        /// As bytes, once all of them are here.
        case whole
        /// As a stream, while they arrive. What the handler has not read when it answers is thrown
        /// away, so the answer's own body cannot be made of it.
        case streamed
    }

    /// The method it answers; GET answers HEAD too.
    package let method: Method
    /// Segments, of which `{name}` matches any one that is not empty: `/clients/{id}`.
    package let pattern: String
    /// The longest body it takes; `nil` is the server's own limit.
    package let bodyBytesMax: Int?
    /// How its handler gets the body.
    package let reading: Reading
    /// What happens to it when the server stops.
    package let atDrain: AtDrain
    /// Who answers.
    package let handler: Handler

    /// Declares a route.
    package init(
        _ method: Method, _ pattern: String, bodyBytesMax: Int? = nil,
        reading: Reading = .whole, atDrain: AtDrain = .finishes, handler: @escaping Handler
    ) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
        self.method = method
        self.pattern = pattern
        self.bodyBytesMax = bodyBytesMax
        self.reading = reading
        self.atDrain = atDrain
        self.handler = handler
    }
}
