/// How a request ended, as a number that every reader of HTTP knows.
package struct Status: Hashable, Sendable {
    /// The three digits.
    package let code: Int

    /// Takes any code; the named ones below are those the product uses.
    package init(_ code: Int) {
        self.code = code
    }

    /// It is done, and here is the answer.
    package static let ok = Status(200)
    /// It is done, and something new exists.
    package static let created = Status(201)
    /// It will be done.
    package static let accepted = Status(202)
    /// It is done; there is nothing to say.
    package static let noContent = Status(204)
    /// Look elsewhere.
    package static let found = Status(302)
    /// Look elsewhere, with GET.
    package static let seeOther = Status(303)
    /// What you have is still right.
    package static let notModified = Status(304)
    /// The request is malformed.
    package static let badRequest = Status(400)
    /// Say who you are first.
    package static let unauthorized = Status(401)
    /// You may not.
    package static let forbidden = Status(403)
    /// There is nothing there.
    package static let notFound = Status(404)
    /// There is something, but it does not do that.
    package static let methodNotAllowed = Status(405)
    /// The request took too long to arrive.
    package static let requestTimeout = Status(408)
    /// What is there stands against it.
    package static let conflict = Status(409)
    /// It was there once.
    package static let gone = Status(410)
    /// It changed since you looked.
    package static let preconditionFailed = Status(412)
    /// The body is too long.
    package static let contentTooLarge = Status(413)
    /// The target is too long.
    package static let uriTooLong = Status(414)
    /// A body of this type is not read.
    package static let unsupportedMediaType = Status(415)
    /// Well-formed, but not valid.
    package static let unprocessable = Status(422)
    /// Slow down.
    package static let tooManyRequests = Status(429)
    /// The header is too long.
    package static let headersTooLarge = Status(431)
    /// It failed here.
    package static let internalServerError = Status(500)
    /// It failed behind here.
    package static let badGateway = Status(502)
    /// Try later.
    package static let serviceUnavailable = Status(503)
    /// It took too long behind here.
    package static let gatewayTimeout = Status(504)

    /// Whether the request did what it asked for.
    package var isSuccess: Bool { (200..<300).contains(code) }

    /// The name of an error in the JSON that tells of it: `not_found`.
    package var kind: String {
        Self.kinds[code] ?? (code < 500 ? "bad_request" : "internal_error")
    }

    private static let kinds: [Int: String] = [
        400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found",
        405: "method_not_allowed", 408: "request_timeout", 409: "conflict", 410: "gone",
        412: "precondition_failed", 413: "content_too_large", 414: "uri_too_long",
        415: "unsupported_media_type", 422: "unprocessable", 429: "too_many_requests",
        431: "headers_too_large", 500: "internal_error", 502: "bad_gateway",
        503: "service_unavailable", 504: "gateway_timeout",
    ]
}
