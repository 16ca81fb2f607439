import HTTP
import Identity
import PostgreSQL

/// One request of a browser: who it is, what it sent, and how it is answered.
struct Visit: Sendable {
    let request: Request
    let key: FormKey
    let now: Timestamp
    private let isSecure: Bool

    init(_ request: Request, isSecure: Bool, now: Timestamp) throws {
        self.request = request
        self.isSecure = isSecure
        self.now = now
        key = try FormKey(request, isSecure: isSecure)
    }

    /// Where it came from, as limits count it.
    var address: String {
        guard case .address(let address) = request.peer else { return "local" }
        return address
    }

    /// The token of its cookie.
    var session: String? { Cookie(.session, isSecure: isSecure).value(in: request) }

    /// The form that it sent, if one of our pages did.
    func form() async throws -> HTTP.Query {
        let bytes = try await request.body.collected(bytesMax: PageRoutes.formBytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(.badRequest, "The form is not readable.")
        }
        let form = try Target(parsing: "/?" + text).query
        try key.check(form, of: request)
        return form
    }

    /// A page with a form that is sent to an address of ours.
    func page(
        _ title: String, alarm: String? = nil, intro: HTML = "", to action: String,
        _ fields: HTML, button: String = "Go on", outro: HTML = "", status: Status = .ok
    ) -> Response {
        let content: HTML = """
            \(Alarm.html(alarm))
            \(intro)
            <form method="post" action="\(action)">
            \(key.html)
            \(fields)
            <p class="choices"><button type="submit">\(button)</button></p>
            </form>
            \(outro)
            """
        return answer(Layout.page(title, content, status: status))
    }

    /// A page that only tells.
    func notice(_ title: String, _ content: HTML, status: Status = .ok) -> Response {
        answer(Layout.page(title, content, status: status))
    }

    /// The answer with the cookie that the next form needs.
    func answer(_ response: Response) -> Response {
        var response = response
        Cookie(.form, isSecure: isSecure).set(key.cookie, seconds: 86_400, in: &response)
        return response
    }

    /// Signs the browser in or, with nothing, out.
    func setSession(_ token: String?, in response: inout Response) {
        Cookie(.session, isSecure: isSecure).set(
            token ?? "", seconds: token == nil ? 0 : Reception.browserSeconds, in: &response)
    }
}

/// What a refusal of the reception becomes on a page.
struct Trouble: Sendable {
    let sentence: String
    let fields: [String: String]
    let status: Status

    init(_ error: IdentityError) {
        sentence = "\(error)"
        if case .fields(let fields) = error { self.fields = fields } else { fields = [:] }
        status =
            switch error {
            case .limited: .tooManyRequests
            case .busy: .serviceUnavailable
            case .fields: .unprocessable
            case .credentialsRefused, .totpRequired, .notVerified: .unauthorized
            default: .badRequest
            }
    }
}
