package import Money

/// Who is invoiced, every field checked.
package struct Client: Hashable, Sendable {
    /// Whether a company or a person is invoiced.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case company, person
    }

    /// The number by which the book knows the client.
    package let number: String?
    /// The name on the invoice.
    package let name: String
    /// Company or person.
    package let kind: Kind
    /// Where invoices are mailed.
    package let email: EmailAddress?
    /// The telephone.
    package let phone: PhoneNumber?
    /// The address on the invoice.
    package let billingAddress: Address?
    /// Where goods go, if elsewhere.
    package let deliveryAddress: Address?
    /// The VAT id.
    package let vatID: VATID?
    /// The number at the tax office.
    package let taxNumber: String?
    /// What the client wants to read on every invoice (BT-10).
    package let buyerReference: String?
    /// The address in the Peppol network.
    package let peppolID: PeppolID?
    /// The currency of new drafts, unless the book's.
    package let currency: Currency?
    /// The language of documents and mails, unless the book's.
    package let language: LanguageTag?
    /// The terms of new drafts, unless the book's.
    package let terms: Terms?
    /// The discount of new drafts.
    package let discount: Rate?
    /// How sales to the client are taxed.
    package let taxTreatment: TaxTreatment

    /// Reads a form; throws every field that is not what it should be.
    package init(_ form: ClientForm) throws(InvoicingError) {
        var fields = FieldGatherer()
        let name = fields.required("name", form.name, "the client's name") {
            text throws(InvoicingError) in try PlainText.line(text, max: 200)
        }
        number = fields.line("number", form.number, max: 40)
        kind = fields.choice("kind", form.kind) ?? .company
        email = fields.optional("email", form.email, EmailAddress.init)
        phone = fields.optional("phone", form.phone, PhoneNumber.init)
        billingAddress = Address.read(form.billingAddress, "billingAddress", &fields)
        deliveryAddress = Address.read(form.deliveryAddress, "deliveryAddress", &fields)
        vatID = fields.optional("vatID", form.vatID, VATID.init)
        taxNumber = fields.line("taxNumber", form.taxNumber, max: 40)
        buyerReference = fields.line("buyerReference", form.buyerReference, max: 100)
        peppolID = fields.optional("peppolID", form.peppolID, PeppolID.init)
        currency = fields.optional("currency", form.currency, Currency.init(word:))
        language = fields.optional("language", form.language, LanguageTag.init)
        terms = fields.optional("terms", form.terms, Terms.init)
        discount = fields.optional("discountPercent", form.discountPercent, Rate.init)
        fields.expect(
            discount ?? .zero <= .hundred, "discountPercent", "a percentage between 0 and 100")
        taxTreatment = TaxTreatment.read(form, vatID, &fields) ?? .domestic
        try fields.check()
        guard let name else { throw .malformed(expected: "the client's name") }
        self.name = name
    }
}

/// A client as a form holds it: every field a text, perhaps empty.
package struct ClientForm: Hashable, Sendable {
    /// The number by which the book knows the client.
    package var number: String?
    /// The name on the invoice.
    package var name: String?
    /// "company" or "person".
    package var kind: String?
    /// Where invoices are mailed.
    package var email: String?
    /// The telephone.
    package var phone: String?
    /// The address on the invoice.
    package var billingAddress = Address.Form()
    /// Where goods go.
    package var deliveryAddress = Address.Form()
    /// The VAT id with its prefix.
    package var vatID: String?
    /// The number at the tax office.
    package var taxNumber: String?
    /// What the client wants to read on every invoice.
    package var buyerReference: String?
    /// The address in the Peppol network.
    package var peppolID: String?
    /// Three letters.
    package var currency: String?
    /// A language tag.
    package var language: String?
    /// Terms in words.
    package var terms: String?
    /// A percentage between 0 and 100.
    package var discountPercent: String?
    /// "domestic", "reverseCharge", "intraEU", "export" or "exempt".
    package var taxTreatment: String?
    /// Why sales are exempt.
    package var exemptionReason: String?

    /// An empty form.
    package init() {}
}

/// How sales to a client are taxed.
package enum TaxTreatment: Hashable, Sendable {
    /// As at home.
    case domestic
    /// The client owes the tax.
    case reverseCharge
    /// Goods for a company in another member state.
    case intraEU
    /// Goods that leave the EU.
    case export
    /// No tax, for a reason that is printed.
    case exempt(reason: String)

    /// Reads the treatment and what it demands of the other fields.
    static func read(
        _ form: ClientForm, _ vatID: VATID?, _ fields: inout FieldGatherer
    ) -> TaxTreatment? {
        let reason = fields.line("exemptionReason", form.exemptionReason)
        let given = form.taxTreatment?.trimmed ?? ""
        switch given.isEmpty ? "domestic" : given {
        case "domestic": return .domestic
        case "reverseCharge":
            fields.expect(
                vatID != nil, "vatID", "the client's VAT id, which reverse charge demands")
            return .reverseCharge
        case "intraEU":
            fields.expect(
                vatID?.isIntraEU == true, "vatID",
                "a VAT id of a member state, which intra-EU sales demand")
            return .intraEU
        case "export": return .export
        case "exempt":
            fields.expect(reason != nil, "exemptionReason", "why sales to this client are exempt")
            return reason.map { .exempt(reason: $0) }
        default:
            let expected = "domestic, reverseCharge, intraEU, export or exempt"
            fields.expect(false, "taxTreatment", expected)
            return nil
        }
    }
}

/// An address in the Peppol network: a scheme of four digits and an id in it.
package struct PeppolID: Hashable, Sendable, CustomStringConvertible {
    /// The scheme and the id.
    package let text: String

    /// Reads `0088:4035811991014`.
    package init(_ text: String) throws(InvoicingError) {
        let bytes = Array(text.utf8.prefix(60))
        let signs = Array("-._~".utf8)
        guard (6...55).contains(bytes.count), bytes[..<4].allSatisfy(\.isDigit),
            bytes[4] == UInt8(ascii: ":"),
            bytes[5...].allSatisfy({ $0.isDigit || $0.uppercased.isCapital || signs.contains($0) })
        else { throw .malformed(expected: "a Peppol id such as 0088:4035811991014") }
        self.text = text
    }

    /// The scheme and the id.
    package var description: String { text }
}
