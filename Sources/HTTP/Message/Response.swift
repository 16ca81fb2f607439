/// The answer to a request.
package struct Response: Sendable {
    /// How it ended.
    package var status: Status
    /// The fields that go with it; the server adds length, date and request id.
    package var headers: Headers
    /// What it carries.
    package var body: Body

    /// Builds an answer.
    package init(_ status: Status = .ok, headers: Headers = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer in plain text.
    package static func text(_ text: String, status: Status = .ok) -> Response {
        Response(
            status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .text(text))
    }

    /// An answer whose body is JSON already.
    package static func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
        Response(status, headers: ["Content-Type": "application/json"], body: .bytes(bytes))
    }
}
