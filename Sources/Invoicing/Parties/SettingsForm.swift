/// Settings as a form holds them: every field a text, perhaps empty.
package struct SettingsForm: Hashable, Sendable {
    /// The name on the letterhead.
    package var name: String?
    /// The name in the register.
    package var legalName: String?
    /// Where the business sits.
    package var address = Address.Form()
    /// Where clients write to.
    package var email: String?
    /// Where clients call.
    package var phone: String?
    /// Where clients look.
    package var website: String?
    /// The VAT id with its prefix.
    package var vatID: String?
    /// The number at the tax office.
    package var taxNumber: String?
    /// The number in the companies' register.
    package var registration: String?
    /// The account for payments.
    package var iban: String?
    /// The bank's code.
    package var bic: String?
    /// The bank's name.
    package var bankName: String?
    /// Whose account it is.
    package var accountHolder: String?
    /// Three letters.
    package var currency: String?
    /// A language tag.
    package var language: String?
    /// A time zone's name.
    package var timeZone: String?
    /// Terms in words.
    package var terms: String?
    /// "true" or "false".
    package var pricesIncludeTax: String?
    /// "halfUp" or "down".
    package var taxRounding: String?
    /// A whole number of at least ten.
    package var retentionYears: String?

    /// An empty form.
    package init() {}
}
