/// Where somebody lives, sits or receives.
package struct Address: Hashable, Sendable {
    /// Street and number.
    package var street: String?
    /// What the first line has no room for.
    package var street2: String?
    /// The city.
    package var city: String?
    /// The postal code.
    package var postalCode: String?
    /// State, province or county.
    package var region: String?
    /// The country; every address that is given has one.
    package let country: CountryCode

    /// An address as a form holds it.
    package struct Form: Hashable, Sendable {
        /// Street and number.
        package var street: String?
        /// What the first line has no room for.
        package var street2: String?
        /// The city.
        package var city: String?
        /// The postal code.
        package var postalCode: String?
        /// State, province or county.
        package var region: String?
        /// Two letters.
        package var country: String?

        /// An empty form.
        package init() {}

        var isEmpty: Bool {
            [street, street2, city, postalCode, region, country].allSatisfy {
                $0?.trimmed.isEmpty ?? true
            }
        }
    }

    /// Reads a form: nothing when all of it is empty, and otherwise it must name a country.
    static func read(_ form: Form, _ name: String, _ fields: inout FieldGatherer) -> Address? {
        guard !form.isEmpty else { return nil }
        return fields.group(name) { fields in
            let country = fields.required(
                "country", form.country, "a country code of two letters (ISO 3166-1), such as DE"
            ) { text throws(InvoicingError) in try CountryCode(text) }
            let street = fields.line("street", form.street)
            let street2 = fields.line("street2", form.street2)
            let city = fields.line("city", form.city, max: 100)
            let postalCode = fields.line("postalCode", form.postalCode, max: 20)
            let region = fields.line("region", form.region, max: 100)
            return country.map {
                Address(
                    street: street, street2: street2, city: city, postalCode: postalCode,
                    region: region, country: $0)
            }
        }
    }
}
