/// What a document prints about one of its parties, as it was on the day of issue.
///
/// Texts and not validated values: an old document stays readable when codes or rules change.
package struct PartyDetails: Hashable, Sendable {
    /// What can be printed about a party.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case name, legalName, number, street, street2, city, postalCode, region, country
        case email, phone, website, vatID, taxNumber, registration
        case iban, bic, bankName, accountHolder, buyerReference, peppolID
    }

    private var texts: [Field: String] = [:]

    /// Begins with a name.
    package init(name: String) { self[.name] = name }

    /// Takes what the book's settings say of its owner.
    package init(_ settings: Settings) {
        self.init(name: settings.name)
        self[.legalName] = settings.legalName
        self[.email] = settings.email?.text
        self[.phone] = settings.phone?.text
        self[.website] = settings.website?.text
        self[.vatID] = settings.vatID?.description
        self[.taxNumber] = settings.taxNumber
        self[.registration] = settings.registration
        self[.iban] = settings.iban?.text
        self[.bic] = settings.bic?.text
        self[.bankName] = settings.bankName
        self[.accountHolder] = settings.accountHolder
        take(settings.address)
    }

    /// Takes what is known of a client, with the billing address.
    package init(_ client: Client) {
        self.init(name: client.name)
        self[.number] = client.number
        self[.email] = client.email?.text
        self[.phone] = client.phone?.text
        self[.vatID] = client.vatID?.description
        self[.taxNumber] = client.taxNumber
        self[.buyerReference] = client.buyerReference
        self[.peppolID] = client.peppolID?.text
        take(client.billingAddress)
    }

    /// Reads or writes one text; an empty one is none.
    package subscript(_ field: Field) -> String? {
        get { texts[field] }
        set { texts[field] = newValue?.isEmpty == true ? nil : newValue }
    }

    private mutating func take(_ address: Address?) {
        self[.street] = address?.street
        self[.street2] = address?.street2
        self[.city] = address?.city
        self[.postalCode] = address?.postalCode
        self[.region] = address?.region
        self[.country] = address?.country.text
    }
}
