/// What somebody asks: a method on a target, with headers and a body.
///
/// The same value is built by a caller for the client and handed to a handler by the server. The
/// facts of the arrival (`peer`, `id`, `route`, `parameters`) are the server's; a request that was
/// built here and never crossed a socket says so.
package struct Request: Sendable {
    /// What is wanted.
    package var method: Method
    /// Of what.
    package var target: Target
    /// The fields that go with it.
    package var headers: Headers
    /// What it carries; the server has read all of it before the handler starts, unless the route
    /// wants it streamed: then it is read once, and its reader sets the pace of the sender.
    package var body: Body

    /// Who sent it, as the operating system vouches for it; behind a trusted proxy, as that one
    /// says.
    package var peer = Peer.inProcess
    /// The trusted proxy that handed it on.
    package var proxy: Peer?
    /// Whether nobody on the way from its sender could read it: TLS, here or at a trusted proxy.
    package var isSecure = false
    /// Names this request in logs and in the answer's `X-Request-Id`.
    package var id = ""
    /// The pattern that matched: `/clients/{id}`, never the path itself.
    package var route: String?
    /// What stood in the path where the pattern has names.
    package var parameters: [String: String] = [:]

    /// Builds a request to send, or one for a handler under test.
    package init(
        _ method: Method, _ target: Target, headers: Headers = [:], body: Body = .empty
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The items of the query.
    package var query: Query { target.query }
}

/// Who stands at the other end of a connection.
package enum Peer: Hashable, Sendable {
    /// Nobody: the request never crossed a socket.
    case inProcess
    /// A machine, by its numeric address.
    case address(String)
    /// A process of this machine on a unix socket; the kernel vouches for both numbers.
    case user(uid: UInt32, pid: Int32)
}
