package import Money

/// Everything of a document that is decided before it is issued: all but number, date and hash.
package struct DocumentFace: Hashable, Sendable {
    /// What kind of document it is to be.
    package var kind: DocumentKind
    /// Who sells, with the details of today.
    package var seller: PartyDetails
    /// Who buys, with the details of today.
    package var buyer: PartyDetails
    /// Where it is delivered, if elsewhere.
    package var delivery: PartyDetails?
    /// Lines, discounts and charges.
    package var content: InvoiceContent
    /// When it is due, counted from the issue date.
    package var terms: Terms?
    /// When it is due, if a day was agreed; it goes before the terms.
    package var dueDate: CivilDate?
    /// Until when a quote binds.
    package var validUntil: CivilDate?
    /// When it was supplied.
    package var supply: Supply?
    /// What it is worth in the book's currency.
    package var exchangeRate: ExchangeRate?
    /// Which document a credit note corrects.
    package var corrects: Correction?
    /// Printed words.
    package var texts: [Text: String] = [:]

    /// Printed words and references.
    package enum Text: String, Hashable, Sendable, CaseIterable {
        case intro, note, paymentMeans, order, buyerReference, project, contract, language, template
    }

    /// Takes what every document has.
    package init(
        kind: DocumentKind, seller: PartyDetails, buyer: PartyDetails, content: InvoiceContent
    ) {
        self.kind = kind
        self.seller = seller
        self.buyer = buyer
        self.content = content
    }
}

/// When something was supplied.
package enum Supply: Hashable, Sendable {
    /// On a day.
    case on(CivilDate)
    /// From a day to another, both included.
    case period(from: CivilDate, to: CivilDate)
}

/// What one unit of the document's currency is worth in another, and who said so.
package struct ExchangeRate: Hashable, Sendable {
    /// How many units of the other currency one unit is.
    package let rate: Decimal
    /// The other currency.
    package let currency: Currency
    /// The day of the rate.
    package let date: CivilDate
    /// Who published it.
    package let source: String

    /// Takes a rate above zero.
    package init(
        rate: Decimal, currency: Currency, date: CivilDate, source: String
    ) throws(InvoicingError) {
        guard rate > .zero else { throw .malformed(expected: "an exchange rate above zero") }
        self.rate = rate
        self.currency = currency
        self.date = date
        self.source = source
    }
}

/// Which document a credit note corrects, and which of its lines.
package struct Correction: Hashable, Sendable {
    /// The document.
    package let document: Reference
    /// Its number, printed on the credit note.
    package let number: String
    /// Its issue date, printed on the credit note.
    package let issueDate: CivilDate
    /// For each line of the credit note, the line of the document, counted from 0.
    package let lines: [Int]

    /// Takes all parts.
    package init(document: Reference, number: String, issueDate: CivilDate, lines: [Int]) {
        self.document = document
        self.number = number
        self.issueDate = issueDate
        self.lines = lines
    }
}
