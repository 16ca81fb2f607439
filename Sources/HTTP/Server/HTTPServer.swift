package import HTTP

/// Answers HTTP on one socket with the routes of a router.
///
/// 1. A server lives once: started, then stopped.
/// 2. Stopping never breaks a promise: what is in flight ends before the last thread does.
package final class HTTPServer: Sendable {
    /// Where it listens once started: the port that the system chose, or the socket's path.
    package enum Address: Hashable, Sendable {
        case port(UInt16)
        case path(String)
    }

    package init(_ configuration: Configuration, router: Router) {
    }

    /// Starts to listen and returns where.
    @discardableResult
    package func start() throws(HTTPServerError) -> Address {
        throw .startedTwice
    }

    /// Stops: no new connections, requests in flight finish within the deadline, then all ends.
    package func stop() async {
    }

    /// Serves until its task is cancelled, then stops.
    package func run() async throws(HTTPServerError) {
        try start()
    }
}
