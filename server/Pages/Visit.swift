import HTTP
import Identity
import Mailing
import PostgreSQL

/// One request of a browser: who it is, what it sent, and how it is answered.
struct Visit: Sendable {
    let request: Request
    let key: FormKey
    let now: Timestamp
    /// What people type to reach the server.
    let server: String
    /// What the page says, in the language that is best for who reads it.
    let words: Words
    private let isSecure: Bool

    init(_ request: Request, server: String, now: Timestamp, words: Words? = nil) throws {
        self.request = request
        self.server = server
        self.now = now
        isSecure = server.hasPrefix("https://")
        key = try FormKey(request, isSecure: isSecure)
        self.words =
            words ?? Words(MailLanguage(named: request) ?? MailLanguage(acceptedBy: request))
    }

    /// The same for somebody who has said which language they read, unless this page was asked for
    /// in another.
    func reading(_ tag: String) throws -> Visit {
        guard MailLanguage(named: request) == nil, let own = MailLanguage(rawValue: tag) else {
            return self
        }
        return try Visit(request, server: server, now: now, words: Words(own))
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
        let form = try await uncheckedForm()
        try key.check(form, of: request)
        return form
    }

    /// The form that it sent, whoever made it.
    func uncheckedForm() async throws -> HTTP.Query {
        let bytes = try await request.body.collected(bytesMax: PageRoutes.formBytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(.badRequest, "The form is not readable.")
        }
        return try Target(parsing: "/?" + text).query
    }

    /// An address of ours, in the language that this page was asked for in.
    func target(_ path: String, code: String = "") -> Target {
        let segments = path.split(separator: "/").map { String($0) }
        let lang = MailLanguage(named: request)?.rawValue
        return switch (code.isEmpty ? nil : code, lang) {
        case (nil, nil): Target(segments)
        case (nil, let lang?): Target(segments, query: ["lang": lang])
        case (let code?, nil): Target(segments, query: ["code": code])
        case (let code?, let lang?): Target(segments, query: ["code": code, "lang": lang])
        }
    }

    /// A form that is sent to an address of ours.
    func form(to path: String, _ fields: HTML, button: Phrase) -> HTML {
        form(to: path, fields, buttons: "<button type=\"submit\">\(words.text(button))</button>")
    }

    /// A form with buttons of its own.
    func form(to path: String, _ fields: HTML, buttons: HTML) -> HTML {
        """
        <form method="post" action="\(target(path).encoded)" novalidate>
        \(key.html)
        \(fields)
        <p class="choices">\(buttons)</p>
        </form>

        """
    }

    /// A link to another page of ours.
    func link(_ phrase: Phrase, to path: String) -> HTML {
        "<p class=\"after\"><a href=\"\(target(path).encoded)\">\(words.text(phrase))</a></p>\n"
    }

    /// A paragraph.
    func says(_ phrase: Phrase, _ values: [String: HTML] = [:]) -> HTML {
        "<p>\(words.html(phrase, values))</p>\n"
    }

    /// What to type on the laptop to go on.
    var loginCommand: HTML {
        """
        <p>\(words.text(.connectLaptop))</p>
        <p class="command" dir="ltr"><code>counterfoil login \(server)</code></p>

        """
    }

    /// A page.
    func page(_ title: String, _ content: HTML, trouble: Trouble? = nil) -> Response {
        answer(
            Layout.page(
                title, content, in: words, trouble: trouble, elsewhere: otherLanguages))
    }

    /// A page that only tells what went wrong, and where to go on.
    func failure(_ trouble: Trouble, _ content: HTML = "") -> Response {
        let sentence: HTML =
            trouble.sentence.isEmpty
            ? "\(trouble.problems.map { "<p>\($0.sentence)</p>" as HTML })"
            : "<p>\(trouble.sentence)</p>"
        var response = page(words.text(.failed), "\(sentence)\(content)")
        response.status = trouble.status
        if let seconds = trouble.retrySeconds { response.headers["Retry-After"] = "\(seconds)" }
        return response
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

    /// This page in every language, where it was opened and not the answer to a form.
    private var otherLanguages: [(MailLanguage, Target)] {
        guard request.method == .get else { return [] }
        return MailLanguage.allCases.map { language in
            let lang = language.rawValue
            let segments = request.target.segments
            if let token = request.query["token"] {
                return (language, Target(segments, query: ["lang": lang, "token": token]))
            }
            if let code = request.query["code"] {
                return (language, Target(segments, query: ["lang": lang, "code": code]))
            }
            return (language, Target(segments, query: ["lang": lang]))
        }
    }
}
