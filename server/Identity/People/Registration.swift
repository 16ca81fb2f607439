import JSON

/// What somebody types to register.
package struct Registration: Sendable {
    let email: EmailAddress
    let password: String
    let name: String
    let language: String

    /// The languages that letters are written in.
    package static let languages = ["en", "de", "fr", "es", "pl", "ar"]

    /// Takes what was typed; throws what is wrong with which field.
    package init(
        email: String, password: String, name: String = "", language: String = "en"
    ) throws(IdentityError) {
        var problems: [String: String] = [:]
        let address = EmailAddress(email)
        if address == nil { problems["email"] = "An e-mail address is needed." }
        problems["password"] = PasswordRule.objection(to: password, of: address)
        problems["name"] = PersonName.objection(to: name)
        if !Self.languages.contains(language) {
            problems["language"] = "One of \(Self.languages.joined(separator: ", ")) is needed."
        }
        guard problems.isEmpty, let address else { throw .fields(problems) }
        self.email = address
        self.password = password
        self.name = name
        self.language = language
    }
}

/// What a person is called.
package enum PersonName {
    /// What is wrong with a name; nothing when it will do. It may be empty.
    package static func objection(to name: String) -> String? {
        let isShown = !name.unicodeScalars.contains(where: \.steersTheTerminal)
        return name.unicodeScalars.count <= 200 && isShown
            ? nil : "A name has 200 characters at most, and no control characters among them."
    }
}

extension Registration: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never what was typed.
    package var description: String { "a registration" }
    /// Never what was typed.
    package var debugDescription: String { description }
}
