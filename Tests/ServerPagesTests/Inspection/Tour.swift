import JSON
import Mailing

/// What a person does on the pages, one step after the other, as the inspection reads it.
struct Tour {
    private let language: MailLanguage
    private(set) var steps: [JSONValue] = []

    init(in language: MailLanguage) { self.language = language }

    /// Opens a page in the language of the tour.
    mutating func open(_ path: String) {
        let mark = path.contains("?") ? "&" : "?"
        steps.append(["do": "open", "path": .string("\(path)\(mark)lang=\(language.rawValue)")])
    }

    /// Types into a field.
    mutating func fill(_ name: String, _ text: String) {
        steps.append(["do": "fill", "name": .string(name), "text": .string(text)])
    }

    /// Presses a button; the first one of the page unless it is named.
    mutating func press(_ selector: String = "main button") {
        steps.append(["do": "press", "name": .string(selector)])
    }

    /// Looks at the page from all sides.
    mutating func look(_ name: String) {
        steps.append(["do": "look", "name": .string("\(name)-\(language.rawValue)")])
    }

    /// Opens a page and looks at it.
    mutating func look(_ name: String, at path: String) {
        open(path)
        look(name)
    }

    /// Sends the form and looks at the answer.
    mutating func send(_ name: String, _ fields: [(String, String)] = []) {
        for (field, text) in fields { fill(field, text) }
        press()
        look(name)
    }
}
