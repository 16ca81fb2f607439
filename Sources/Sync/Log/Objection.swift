/// Why a change was not accepted, in words that help its author to mend it.
package struct Objection: Hashable, Sendable {
    /// The kinds of reason that programs tell apart; their numbers are for ever.
    package enum Code: UInt8, Hashable, Sendable {
        /// Its bytes are no change.
        case malformed = 1
        /// It builds upon a change that was refused.
        case dependsOnRefused = 2
        /// A rule of the book forbids it.
        case rule = 3
        /// Its author may not do this.
        case notPermitted = 4
    }

    /// The kind of reason.
    package let code: Code
    /// The name of the rule, for a look-up in the manual.
    package let rule: String
    /// The register that is to blame, where one is.
    package let field: RegisterAddress?
    /// What a person can do next.
    package let hint: String

    /// Gives a reason.
    package init(
        _ code: Code, rule: String = "", field: RegisterAddress? = nil, hint: String = ""
    ) {
        self.code = code
        self.rule = rule
        self.field = field
        self.hint = hint
    }
}
