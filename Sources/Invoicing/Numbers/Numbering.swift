/// How a book numbers its documents: a pattern per kind, and who gives the numbers.
package struct Numbering: Hashable, Sendable {
    /// Who gives numbers.
    package enum Authority: Hashable, Sendable {
        /// Every device from series of its own.
        case everyDevice
        /// The server alone, from one series for the whole book.
        case serverAlone
    }

    /// Who gives numbers.
    package let authority: Authority
    /// The pattern of invoices.
    package let invoices: NumberPattern
    /// The pattern of credit notes.
    package let creditNotes: NumberPattern
    /// The pattern of quotes.
    package let quotes: NumberPattern

    /// The patterns of a book that says nothing else.
    package static let defaults = (
        invoices: "{year}-{series}-{n:4}", creditNotes: "{year}-{series}-C{n:4}",
        quotes: "{year}-{series}-Q{n:4}"
    )

    /// Reads three patterns; no number may be printed by two of them.
    package init(
        authority: Authority = .everyDevice, invoices: String = defaults.invoices,
        creditNotes: String = defaults.creditNotes, quotes: String = defaults.quotes
    ) throws(InvoicingError) {
        var fields = FieldGatherer()
        let needsSeries = authority == .everyDevice
        let read = { (text: String) throws(InvoicingError) in
            try NumberPattern(text, needsSeries: needsSeries)
        }
        let expected = "a pattern such as {year}-{series}-{n:4}"
        let invoices = fields.required("pattern", invoices, expected, read)
        let creditNotes = fields.required("creditPattern", creditNotes, expected, read)
        let quotes = fields.required("quotePattern", quotes, expected, read)
        if let invoices, let creditNotes, let quotes {
            let other =
                "a pattern that never prints a number of the others, such as one with a letter"
            fields.expect(creditNotes.isDistinct(from: invoices), "creditPattern", other)
            fields.expect(
                quotes.isDistinct(from: invoices) && quotes.isDistinct(from: creditNotes),
                "quotePattern", other)
        }
        try fields.check()
        guard let invoices, let creditNotes, let quotes else {
            throw .malformed(expected: expected)
        }
        self.authority = authority
        self.invoices = invoices
        self.creditNotes = creditNotes
        self.quotes = quotes
    }

    /// The pattern of a kind; an error for a pro-forma, which has no number.
    package func pattern(of kind: DocumentKind) throws(InvoicingError) -> NumberPattern {
        switch kind {
        case .invoice: invoices
        case .creditNote: creditNotes
        case .quote: quotes
        case .proForma: throw .number(.notNumbered)
        }
    }

    /// Throws unless a number may be given here.
    package func checkAuthority(isServer: Bool) throws(InvoicingError) {
        guard authority == .everyDevice || isServer else { throw .number(.onlyOnline) }
    }
}
