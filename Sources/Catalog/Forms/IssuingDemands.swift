import Invoicing
package import JSON
import Money
package import Sync

/// What issuing a document demands of the way in which a client, a contact, a product or the
/// settings spell something, asked already of the person who writes it.
///
/// Only what a form changes is looked at: what stands already keeps nobody from mending the rest.
/// That something is missing is told when a document is issued, since it may follow later.
extension RecordCollection {
    /// Throws every text of a form that issuing would refuse.
    package func checkSpelling(
        of form: [String: JSONValue], over record: Record
    ) throws(FieldErrors) {
        let shown = JSONValue.object(json(of: record).object ?? [:])
        var errors: [FieldError] = []
        for leaf in leaves {
            guard let demand = Spelling.demanded[name]?[leaf.name],
                let text = JSONValue.object(form).text(at: leaf.path), !text.isEmpty,
                text != shown.text(at: leaf.path), let expected = demand.refusal(of: text)
            else { continue }
            errors.append(FieldError(path: leaf.name, expectation: "Expected \(expected)."))
        }
        guard errors.isEmpty else { throw FieldErrors(errors) }
    }
}

extension JSONValue {
    /// The text, or the number as a text, at a path.
    fileprivate func text(at path: [String]) -> String? {
        guard let value = path.reduce(Optional(self), { $0?[$1] }) else { return nil }
        return switch value {
        case .string(let text): text
        case .integer, .number: value.text()
        default: nil
        }
    }
}

/// A way in which something is spelled.
private enum Spelling {
    case email, phone, webAddress, vatID, peppolID, iban, bic, country, language, timeZone
    case unit, barcode, discount
    case line(max: Int)

    /// What is demanded, by collection and by the place in its JSON.
    static let demanded: [String: [String: Spelling]] = [
        "client": [
            "email": .email, "phone": .phone, "vatID": .vatID, "peppolID": .peppolID,
            "language": .language, "discountPercent": .discount, "taxNumber": .line(max: 40),
            "billingAddress.country": .country, "deliveryAddress.country": .country,
            "number": .line(max: 40),
        ],
        "contact": ["email": .email, "phone": .phone],
        "product": ["unit": .unit, "barcode": .barcode, "sku": .line(max: 40)],
        "settings": [
            "email": .email, "phone": .phone, "website": .webAddress, "vatID": .vatID,
            "taxNumber": .line(max: 40), "bank.iban": .iban, "bank.bic": .bic,
            "address.country": .country, "language": .language, "timeZone": .timeZone,
            "mail.replyTo": .email,
        ],
    ]

    /// What is expected instead of a text; `nil` where the text is fine.
    func refusal(of text: String) -> String? {
        var fields = FieldGatherer()
        switch self {
        case .email: _ = fields.optional("", text, EmailAddress.init)
        case .phone: _ = fields.optional("", text, PhoneNumber.init)
        case .webAddress: _ = fields.optional("", text, WebAddress.init)
        case .vatID:
            _ = fields.optional("", text) { text throws(InvoicingError) in try VATID(text) }
        case .peppolID: _ = fields.optional("", text, PeppolID.init)
        case .iban:
            _ = fields.optional("", text) { text throws(InvoicingError) in try IBAN(text) }
        case .bic: _ = fields.optional("", text, BIC.init)
        case .country:
            _ = fields.optional("", text) { text throws(InvoicingError) in try CountryCode(text) }
        case .language: _ = fields.optional("", text, LanguageTag.init)
        case .timeZone: _ = fields.optional("", text, ZoneName.init)
        case .unit: _ = fields.optional("", text, UnitCode.init)
        case .barcode: _ = fields.optional("", text, Barcode.init)
        case .line(let max): _ = fields.line("", text, max: max)
        case .discount:
            guard let rate = try? Rate(text) else { return nil }
            fields.expect(rate <= .hundred, "", "a percentage between 0 and 100")
        }
        return fields.errors.first?.expected
    }
}
