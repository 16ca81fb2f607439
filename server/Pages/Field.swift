/// One line of a form: its label, its input, what is wrong with it.
struct Field: Sendable {
    let name: String
    let label: String
    var type = "text"
    var autocomplete = "off"
    var value = ""
    var hint: String?
    var isRequired = true

    /// The field, with what is wrong told to screen readers too.
    func html(_ problems: [String: String]) -> HTML {
        let problem = problems[name]
        let notes = [hint.map { _ in "\(name)-hint" }, problem.map { _ in "\(name)-problem" }]
            .compactMap { $0 }.joined(separator: " ")
        let described: HTML = notes.isEmpty ? "" : " aria-describedby=\"\(notes)\""
        let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\""
        let required: HTML = isRequired ? " required" : ""
        let hintLine: HTML =
            hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML } ?? ""
        let problemLine: HTML =
            problem.map { "<p class=\"hint\" id=\"\(name)-problem\">\($0)</p>" as HTML } ?? ""
        return """
            <div class="field">
            <label for="\(name)">\(label)</label>
            <input id="\(name)" name="\(name)" type="\(type)" value="\(value)" \
            autocomplete="\(autocomplete)"\(required)\(described)\(invalid)>
            \(hintLine)\(problemLine)
            </div>
            """
    }

    static func email(_ value: String = "") -> Field {
        Field(
            name: "email", label: "E-mail address", type: "email", autocomplete: "username",
            value: value)
    }

    static let password = Field(
        name: "password", label: "Password", type: "password", autocomplete: "current-password")
    static let newPassword = Field(
        name: "password", label: "New password", type: "password", autocomplete: "new-password",
        hint: "At least 10 characters, of whatever kind. A few words in a row are good.")
}

/// What went wrong, before anything else on the page.
enum Alarm {
    static func html(_ sentence: String?) -> HTML {
        guard let sentence else { return "" }
        return "<p class=\"alarm\" role=\"alert\">\(sentence)</p>"
    }
}
