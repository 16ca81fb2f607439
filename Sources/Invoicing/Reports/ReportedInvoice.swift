package import Money

/// What reports know of an invoice.
package struct ReportedInvoice: Hashable, Sendable {
    /// The record.
    package let reference: Reference
    /// Who owes.
    package let client: Reference
    /// When it was issued; a draft has no date.
    package let issueDate: CivilDate?
    /// When it is due.
    package let dueDate: CivilDate?
    /// The number, for statements.
    package let number: String
    /// How it stands.
    package let status: InvoiceStatus
    /// What it comes to without tax.
    package let net: Amount
    /// What it comes to.
    package let total: Amount
    /// What was paid.
    package let paid: Amount
    /// What is left to pay.
    package let open: Amount

    /// Takes the figures, all of one currency.
    package init(
        reference: Reference, client: Reference, issueDate: CivilDate?, dueDate: CivilDate?,
        number: String, status: InvoiceStatus, net: Amount, total: Amount, paid: Amount,
        open: Amount
    ) throws(InvoicingError) {
        guard [net, paid, open].allSatisfy({ $0.currency == total.currency }) else {
            throw .money(.currencyMismatch(net.currency, total.currency))
        }
        self.reference = reference
        self.client = client
        self.issueDate = issueDate
        self.dueDate = dueDate
        self.number = number
        self.status = status
        self.net = net
        self.total = total
        self.paid = paid
        self.open = open
    }
}

extension Amount {
    /// The sum of amounts of one currency.
    static func total(_ amounts: [Amount], _ currency: Currency) throws(InvoicingError) -> Amount {
        do {
            var sum = Amount.zero(currency)
            for amount in amounts { sum = try sum + amount }
            return sum
        } catch {
            throw .money(error)
        }
    }
}

extension Sequence<Currency> {
    /// Each once, by code.
    var distinct: [Currency] { Set(self).sorted { $0.code < $1.code } }
}
