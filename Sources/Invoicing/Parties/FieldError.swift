/// What one field of a form should have been.
package struct FieldError: Hashable, Sendable {
    /// The path of the field: `email`, `billingAddress.country`, `lines[2].quantity`.
    package let field: String

    /// What is expected there, as the end of a sentence: "a country code of two letters".
    package let expected: String

    /// Names the field and what is expected.
    package init(field: String, expected: String) {
        self.field = field
        self.expected = expected
    }
}

extension FieldError: CustomStringConvertible {
    /// The field and what is expected, without what was given.
    package var description: String { "\(field): expected \(expected)" }
}
