package import Money

/// What a book's owner says once about himself and his invoices, every field checked.
package struct Settings: Hashable, Sendable {
    /// The name on the letterhead.
    package let name: String
    /// The name in the register, if another.
    package let legalName: String?
    /// Where the business sits.
    package let address: Address?
    /// Where clients write to.
    package let email: EmailAddress?
    /// Where clients call.
    package let phone: PhoneNumber?
    /// Where clients look.
    package let website: WebAddress?
    /// The VAT id.
    package let vatID: VATID?
    /// The number at the tax office.
    package let taxNumber: String?
    /// The number in the companies' register.
    package let registration: String?
    /// The account for payments.
    package let iban: IBAN?
    /// The bank's code.
    package let bic: BIC?
    /// The bank's name.
    package let bankName: String?
    /// Whose account it is, if another's.
    package let accountHolder: String?
    /// The currency of new drafts.
    package let currency: Currency
    /// The language of documents and mails.
    package let language: LanguageTag
    /// Whose clock says what day it is.
    package let timeZone: ZoneName
    /// The terms of new drafts.
    package let terms: Terms
    /// Whether prices are told with the tax.
    package let pricesIncludeTax: Bool
    /// How the book rounds.
    package let rounding: Rounding
    /// How many years nothing is purged.
    package let retentionYears: Int

    /// Reads a form; throws every field that is not what it should be.
    package init(_ form: SettingsForm) throws(InvoicingError) {
        var fields = FieldGatherer()
        let name = fields.required("name", form.name, "the name of the business") {
            text throws(InvoicingError) in try PlainText.line(text, max: 200)
        }
        legalName = fields.line("legalName", form.legalName)
        address = Address.read(form.address, "address", &fields)
        email = fields.optional("email", form.email, EmailAddress.init)
        phone = fields.optional("phone", form.phone, PhoneNumber.init)
        website = fields.optional("website", form.website, WebAddress.init)
        vatID = fields.optional("vatID", form.vatID, VATID.init)
        taxNumber = fields.line("taxNumber", form.taxNumber, max: 40)
        registration = fields.line("registration", form.registration, max: 100)
        iban = fields.optional("iban", form.iban, IBAN.init)
        bic = fields.optional("bic", form.bic, BIC.init)
        bankName = fields.line("bankName", form.bankName, max: 100)
        accountHolder = fields.line("accountHolder", form.accountHolder, max: 70)
        let currency = fields.required(
            "currency", form.currency, "a currency of three letters (ISO 4217), such as EUR",
            Currency.init(word:))
        let language = fields.optional("language", form.language, LanguageTag.init)
        let timeZone = fields.required(
            "timeZone", form.timeZone, "a time zone's name such as Europe/Berlin", ZoneName.init)
        terms = fields.optional("terms", form.terms, Terms.init) ?? .immediately
        pricesIncludeTax = fields.flag("pricesIncludeTax", form.pricesIncludeTax) ?? false
        rounding = fields.choice("taxRounding", form.taxRounding) ?? .halfUp
        retentionYears = fields.whole("retentionYears", form.retentionYears, in: 10...100) ?? 10
        try fields.check()
        guard let name, let currency, let timeZone else {
            throw .malformed(expected: "a name, a currency and a time zone")
        }
        self.name = name
        self.currency = currency
        self.timeZone = timeZone
        self.language = language ?? .english
    }
}
