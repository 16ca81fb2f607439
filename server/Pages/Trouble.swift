import HTTP
import Identity

/// What went wrong, as a page tells it: with which status, in which sentence, at which fields.
struct Trouble: Sendable {
    /// What is wrong with one field.
    struct Problem: Hashable, Sendable {
        let field: String
        let sentence: String
    }

    let status: Status
    /// What is wrong as a whole; empty when it is some fields.
    let sentence: String
    /// What is wrong with which field, in the order of the form.
    let problems: [Problem]
    /// When it makes sense to try again.
    var retrySeconds: Int?

    /// Something that is wrong as a whole.
    init(_ phrase: Phrase, _ status: Status, in words: Words) {
        self.status = status
        sentence = words.text(phrase)
        problems = []
    }

    /// Something that is wrong with fields.
    init(_ problems: [Problem]) {
        status = .unprocessable
        sentence = ""
        self.problems = problems
    }

    /// What the reception refused; a password that was typed tells what is wrong with it.
    init(_ error: IdentityError, in words: Words, password: String = "", email: String = "") {
        switch error {
        case .fields(let fields):
            let finding = PasswordRule.finding(in: password, of: EmailAddress(email))
            self.init(
                Self.ordered(fields.keys).map { name in
                    Problem(field: name, sentence: Self.sentence(about: name, words, finding))
                })
        case .limited(let limit): self.init(limit, in: words)
        case .busy: self.init(.busy, .serviceUnavailable, in: words)
        case .credentialsRefused: self.init(.credentialsRefused, .unauthorized, in: words)
        case .notVerified: self.init(.notVerified, .unauthorized, in: words)
        case .linkRefused: self.init(.linkRefused, .badRequest, in: words)
        case .notFound(.code): self.init(.deviceCodeRefused, .badRequest, in: words)
        default: self.init(.refused, .badRequest, in: words)
        }
    }

    private init(_ limit: LimitReached, in words: Words) {
        status = .tooManyRequests
        let minutes = max(1, (limit.retrySeconds + 59) / 60)
        sentence = words.text(.limited, ["minutes": "\(minutes)"])
        problems = []
        retrySeconds = limit.retrySeconds
    }

    /// The fields as they stand in the forms.
    private static func ordered(_ names: some Sequence<String>) -> [String] {
        let order = ["email", "name", "book", "password"]
        return names.sorted { left, right in
            (order.firstIndex(of: left) ?? order.count, left)
                < (order.firstIndex(of: right) ?? order.count, right)
        }
    }

    /// What is wrong with a field.
    func problem(of field: String) -> String? { problems.first { $0.field == field }?.sentence }

    /// The shortest password, as text.
    static let passwordLength = "\(PasswordRule.lengthMin)"
    static let nameLength = "200"
    static let exampleAddress = "ada@example.com"

    private static func sentence(
        about field: String, _ words: Words, _ finding: PasswordRule.Finding?
    ) -> String {
        switch (field, finding) {
        case ("email", _): words.text(.emailNeeded, ["example": exampleAddress])
        case ("name", _): words.text(.nameRefused, ["count": nameLength])
        case ("book", _): words.text(.businessRefused, ["count": nameLength])
        case ("password", .tooShort): words.text(.passwordTooShort, ["count": passwordLength])
        case ("password", .tooLong): words.text(.passwordTooLong)
        case ("password", .common): words.text(.passwordCommon)
        case ("password", .address): words.text(.passwordIsAddress)
        default: words.text(.fieldRefused)
        }
    }

    /// The summary before anything else on the page, with a way to each field. It has the focus
    /// when the page opens, so that a screen reader begins with it.
    func html(_ words: Words) -> HTML {
        let items = problems.map { problem -> HTML in
            "<li><a href=\"#\(problem.field)\">\(problem.sentence)</a></li>\n"
        }
        let what: HTML = problems.isEmpty ? "<p>\(sentence)</p>" : "<ul>\n\(items)</ul>"
        return """
            <div class="trouble" role="alert" tabindex="-1" autofocus \
            aria-labelledby="trouble-title">
            <h2 id="trouble-title">\(words.text(.trouble))</h2>
            \(what)
            </div>

            """
    }
}
