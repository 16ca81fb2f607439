/// What every answer tells a browser to keep from doing, unless the answer decides for itself.
package struct SecurityHeaders: Sendable {
    private let fields: Headers
    private let strictTransport: String?

    /// For answers that are data: nothing in them is run, shown in a frame, guessed at or kept.
    ///
    /// - Parameter strictTransportSeconds: how long a browser that came over TLS comes back over
    ///   nothing else; `nil` leaves it to itself.
    package init(strictTransportSeconds: Int?) {
        fields = [
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        ]
        strictTransport = strictTransportSeconds.map { "max-age=\($0)" }
    }

    /// Adds to an answer what it does not say itself.
    package func complete(_ response: inout Response, to request: Request) {
        for field in fields.fields where response.headers[field.name] == nil {
            response.headers.add(field.name, field.value)
        }
        guard request.isSecure, let strictTransport else { return }
        response.headers["Strict-Transport-Security"] = strictTransport
    }
}
