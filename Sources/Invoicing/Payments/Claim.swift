package import Money

/// Something that was said about money and is never taken back: a record of the book whose effect
/// follows from all of them in order of acceptance.
package struct Claim: Hashable, Sendable {
    /// The record.
    package let reference: Reference
    /// What it says.
    package let statement: Statement

    /// Takes a record.
    package init(_ reference: Reference, _ statement: Statement) {
        self.reference = reference
        self.statement = statement
    }

    /// What a claim says.
    package enum Statement: Hashable, Sendable {
        /// A client paid.
        case payment(Payment)
        /// A payment was taken back by the bank, all or part of it.
        case reversal(of: Reference, Amount)
        /// What was left of a payment or a credit note was paid back.
        case refund(of: Reference, Amount)
        /// A payment or a credit note pays an invoice.
        case allocation(from: Reference, to: Reference, Amount)
        /// An allocation no longer does, all or part of it.
        case release(of: Reference, Amount)
        /// An invoice was issued.
        case invoice(InvoiceClaim)
        /// A credit note was issued.
        case creditNote(CreditClaim)
        /// A document was voided.
        case void(of: Reference)
    }
}

/// A payment as it was recorded.
package struct Payment: Hashable, Sendable {
    /// Who paid.
    package let client: Reference
    /// How much.
    package let amount: Amount
    /// When.
    package let date: CivilDate
    /// How: "transfer", "cash" …
    package let method: String
    /// What the bank statement says.
    package let remittance: String

    /// Takes a payment.
    package init(
        client: Reference, amount: Amount, date: CivilDate, method: String = "",
        remittance: String = ""
    ) {
        self.client = client
        self.amount = amount
        self.date = date
        self.method = method
        self.remittance = remittance
    }
}

/// What an invoice claims.
package struct InvoiceClaim: Hashable, Sendable {
    /// Who owes.
    package let client: Reference
    /// What is to be paid.
    package let payable: Amount
    /// What can be credited, which is more where something was paid before it was issued.
    package let creditable: Amount
    /// What of each line can be credited, in minor units without tax.
    package let lines: [Int64]

    /// Takes an invoice's figures.
    package init(client: Reference, payable: Amount, creditable: Amount, lines: [Int64]) {
        self.client = client
        self.payable = payable
        self.creditable = creditable
        self.lines = lines
    }
}

/// What a credit note claims.
package struct CreditClaim: Hashable, Sendable {
    /// Who is credited.
    package let client: Reference
    /// Which invoice it corrects.
    package let invoice: Reference
    /// How much it takes back.
    package let total: Amount
    /// How much of which line, in minor units without tax.
    package let lines: [CreditedLine]

    /// So much of one line.
    package struct CreditedLine: Hashable, Sendable {
        /// The invoice's line, counted from 0.
        package let line: Int
        /// Minor units without tax.
        package let units: Int64

        /// Takes a line and an amount.
        package init(line: Int, units: Int64) {
            self.line = line
            self.units = units
        }
    }

    /// Takes a credit note's figures.
    package init(
        client: Reference, invoice: Reference, total: Amount, lines: [CreditedLine]
    ) {
        self.client = client
        self.invoice = invoice
        self.total = total
        self.lines = lines
    }
}

extension Claim {
    /// What an issued document claims of a client; `nil` for quotes and pro-formas, which claim
    /// nothing.
    package init?(_ document: IssuedDocument, client: Reference) {
        let totals = document.frozen.totals
        let nets = totals.lines.map(\.net.minorUnits)
        switch document.kind {
        case .quote, .proForma: return nil
        case .invoice:
            // What is due and what was paid before: the total, as it was rounded.
            let creditable = (try? totals.due + totals.paid) ?? totals.total
            let claim = InvoiceClaim(
                client: client, payable: document.payable, creditable: creditable, lines: nets)
            self.init(document.reference, .invoice(claim))
        case .creditNote:
            guard let corrects = document.frozen.face.corrects else { return nil }
            let lines = zip(corrects.lines, nets).map { line, units in
                CreditClaim.CreditedLine(line: line, units: units)
            }
            let claim = CreditClaim(
                client: client, invoice: corrects.document, total: totals.due, lines: lines)
            self.init(document.reference, .creditNote(claim))
        }
    }
}
