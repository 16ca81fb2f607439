/// Says which field was not accepted, and what is expected there.
package struct FieldError: Error, Hashable, Sendable {
    /// The field's path in JSON, such as `billingAddress.city`.
    package let path: String
    /// What is expected, as a sentence.
    package let expectation: String

    /// Names a field and what it should hold.
    package init(path: String, expectation: String) {
        self.path = path
        self.expectation = expectation
    }
}

/// Everything that was not accepted in one form: a person wants to mend it all at once.
package struct FieldErrors: Error, Hashable, Sendable {
    /// The errors, in the order of the fields.
    package let errors: [FieldError]

    /// Gathers errors.
    package init(_ errors: [FieldError]) { self.errors = errors }
}

extension FieldErrors: CustomStringConvertible {
    /// A line for each field.
    package var description: String {
        errors.map { "\($0.path): \($0.expectation)" }.joined(separator: "\n")
    }
}
