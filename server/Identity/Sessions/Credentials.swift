/// What somebody types to sign in.
package struct Credentials: Sendable {
    let email: String
    let password: String
    let totpCode: String?

    /// Gathers what was typed.
    package init(email: String, password: String, totpCode: String? = nil) {
        self.email = email
        self.password = password
        self.totpCode = totpCode
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never what was typed.
    package var description: String { "credentials" }
    /// Never what was typed.
    package var debugDescription: String { description }
}
