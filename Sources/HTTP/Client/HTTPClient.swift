package import HTTP

/// Sends requests and returns answers; connections are kept and used again.
package final class HTTPClient: Sendable {
    /// A client of its own; `close` ends it.
    package init(_ settings: Settings = Settings()) {
    }

    /// Sends a request and returns the whole answer.
    package func send(
        _ request: Request, to origin: Origin
    ) async throws(HTTPClientError) -> Response {
        throw .closed
    }

    /// Sends a request and returns as soon as the header of the answer is here; reading the body
    /// sets the pace of the sender, dropping it ends the transfer.
    package func open(
        _ request: Request, to origin: Origin
    ) async throws(HTTPClientError) -> Response {
        throw .closed
    }
}
