/// One line of a form: its label, its input, what is wrong with it.
struct Field: Sendable {
    let name: String
    let label: String
    var type = "text"
    var autocomplete = "off"
    var value = ""
    var hint: String?
    /// How phones show their keyboard.
    var inputMode: String?
    var isRequired = true
    /// Whether what is typed is written from the left in every language.
    var isLatin = false

    /// The field, with what is wrong told to screen readers too.
    func html(_ trouble: Trouble?) -> HTML {
        let problem = trouble?.problem(of: name)
        let notes = [hint.map { _ in "\(name)-hint" }, problem.map { _ in "\(name)-problem" }]
            .compactMap { $0 }.joined(separator: " ")
        let described: HTML = notes.isEmpty ? "" : " aria-describedby=\"\(notes)\""
        let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\""
        let mode: HTML = inputMode.map { " inputmode=\"\($0)\"" as HTML } ?? ""
        let required: HTML = isRequired ? " required" : ""
        let direction: HTML =
            isLatin ? " dir=\"ltr\" autocapitalize=\"none\" spellcheck=\"false\"" : ""
        let hintLine: HTML =
            hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>\n" as HTML } ?? ""
        let problemLine: HTML =
            problem.map { "<p class=\"problem\" id=\"\(name)-problem\">\($0)</p>\n" as HTML } ?? ""
        return """
            <div class="field">
            <label for="\(name)">\(label)</label>
            \(hintLine)\(problemLine)\
            <input id="\(name)" name="\(name)" type="\(type)" value="\(value)" \
            autocomplete="\(autocomplete)"\(required)\(mode)\(direction)\(described)\(invalid)>
            </div>
            """
    }

    /// A field that is not shown.
    static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    static func email(_ words: Words, _ value: String = "") -> Field {
        Field(
            name: "email", label: words.text(.email), type: "email", autocomplete: "username",
            value: value, isLatin: true)
    }

    static func password(_ words: Words) -> Field {
        Field(
            name: "password", label: words.text(.password), type: "password",
            autocomplete: "current-password", isLatin: true)
    }

    static func newPassword(_ words: Words) -> Field {
        Field(
            name: "password", label: words.text(.newPassword), type: "password",
            autocomplete: "new-password",
            hint: words.text(.passwordHint, ["count": Trouble.passwordLength]), isLatin: true)
    }
}
