import Mail

/// An e-mail address as it is typed, and the form in which no two people share it.
///
/// It is one that mails can be sent to, for a letter to it must arrive; `MailAddress` knows which.
package struct EmailAddress: Hashable, Sendable {
    /// As it was typed.
    package let text: String
    /// What is compared.
    package var key: String { text.lowercased() }

    /// Takes an address of the plain form; `nil` for anything else.
    package init?(_ text: String) {
        guard (try? MailAddress(text)) != nil else { return nil }
        self.text = text
    }
}
