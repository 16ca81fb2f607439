package import Seeds

/// A client as people enter one, with values of the lengths that such values have.
package struct Card: Hashable, Sendable {
    /// The client's number.
    package let number: String
    /// The name of a company or a person.
    package let name: String
    /// Whether it is a company.
    package let isCompany: Bool
    /// Where mail goes.
    package let email: String
    /// Who is called, or nothing.
    package let phone: String
    /// Street, town, postal code, country.
    package let address: [String]
    /// The number of a company's value-added tax, or nothing.
    package let vatID: String
    /// What the buyer wants to read on invoices, or nothing.
    package let reference: String
    /// The currency.
    package let currency: String
    /// The language.
    package let language: String

    /// Makes the card of a client.
    package init(number: Int, using seed: inout SeededGenerator) {
        let family = seed.one(of: Words.starts) + seed.one(of: Words.ends)
        let first = seed.one(of: Words.firsts)
        isCompany = seed.number(1...100) <= 70
        self.number = "K-\(10_000 + number)"
        name =
            isCompany
            ? "\(family) \(seed.one(of: Words.trades)) \(seed.one(of: Words.forms))"
            : "\(first) \(family)"
        email = Self.email(first, family, isCompany, using: &seed)
        phone = seed.number(1...100) <= 80 ? Self.phone(using: &seed) : ""
        let country = seed.one(of: Words.countries)
        address = [
            seed.one(of: Words.starts) + seed.one(of: Words.ends) + seed.one(of: Words.streets)
                + " \(seed.number(1...140))",
            seed.one(of: Words.towns), "\(seed.number(10_000...99_999))", country,
        ]
        vatID = isCompany ? "\(country)\(seed.number(100_000_000...999_999_999))" : ""
        reference =
            isCompany && seed.isOnce(in: 3) ? "PO-\(seed.number(100_000...999_999))" : ""
        currency = country == "GB" ? "GBP" : country == "CH" ? "CHF" : "EUR"
        language = ["GB": "en", "FR": "fr", "NL": "nl", "IT": "it", "ES": "es"][country] ?? "de"
    }

    private static func email(
        _ first: String, _ family: String, _ isCompany: Bool, using seed: inout SeededGenerator
    ) -> String {
        let (given, surname) = (plain(first), plain(family))
        let hosts = ["gmail.com", "web.de", "gmx.net", "outlook.com", "t-online.de"]
        if isCompany {
            let box = seed.one(of: ["info", "buero", "rechnung", "\(given).\(surname)"])
            return "\(box)@\(surname)-\(plain(seed.one(of: Words.trades))).de"
        }
        return "\(given).\(surname)\(seed.number(1...99))@\(seed.one(of: hosts))"
    }

    /// A number as people write them.
    package static func phone(using seed: inout SeededGenerator) -> String {
        "+49 \(seed.number(30...9_999)) \(seed.number(100_000...99_999_999))"
    }

    private static func plain(_ text: String) -> String {
        let lower = text.lowercased()
        return String(lower.unicodeScalars.filter { $0.isASCII }.map(Character.init))
    }

    /// The values in the order of a form, as a row of a spreadsheet.
    package var row: String {
        ([number, name, isCompany ? "company" : "person", email, phone] + address
            + [vatID, reference, currency, language])
            .map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n"
    }

    /// The first row of such a spreadsheet.
    package static let header =
        "number,name,kind,email,phone,street,city,postalCode,country,vatID,buyerReference,"
        + "currency,language\n"
}
