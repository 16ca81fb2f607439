import Bytes
package import Catalog
package import Invoicing
package import Money
package import Sync

/// A payment, and what has become of its money.
package struct PaymentSheet {
    /// The record.
    package let facts: Facts
    let accounts: Accounts
    let client: Facts?

    /// Opens a payment; `nil` where there is none.
    package init?(of key: RecordKey, in book: BookReader) throws {
        guard key.collection == CollectionNumber.payment.rawValue,
            let facts = try book.facts(key)
        else { return nil }
        try self.init(facts, try book.accounts(joining: [key]), in: book)
    }

    /// Opens a payment among accounts that were computed with it.
    package init(_ facts: Facts, _ accounts: Accounts, in book: BookReader) throws {
        (self.facts, self.accounts) = (facts, accounts)
        client = try facts.reference("client").flatMap(book.facts)
    }

    /// What is neither allocated nor paid back: the client's credit.
    package var left: Amount? {
        Reference(facts.key).flatMap { accounts.ledger.left(of: $0) }
    }

    /// That it pays an invoice.
    package struct Part: Sendable {
        /// The record that says so.
        package let allocation: Facts
        /// The invoice.
        package let document: RecordKey
        /// What the record says.
        package let amount: Amount
        /// What of it pays the invoice, after clipping and releases.
        package let effective: Amount
    }

    /// What it pays, in the order in which it was recorded.
    package var parts: [Part] {
        let allocations = accounts.facts(
            of: Catalog.allocation, "source", naming: facts.key)
        return allocations.compactMap { facts in
            guard facts.reference("releases") == nil, let amount = facts.amount("amount"),
                let document = facts.reference("document")
            else { return nil }
            let releases = allocations.filter { $0.reference("releases") == facts.key }
            let units = releases.reduce(effect(of: facts)) { $0 - effect(of: $1) }
            return Part(
                allocation: facts, document: document, amount: amount,
                effective: Amount(minorUnits: units, in: amount.currency))
        }
    }

    /// What of it pays one invoice.
    package func payments(of document: RecordKey) -> [Part] {
        parts.filter { $0.document == document && $0.effective.minorUnits > 0 }
    }

    /// What of the payment was not reversed.
    package var standing: Amount? {
        guard let amount = facts.amount("amount") else { return nil }
        let units = effects(of: Catalog.reversal, "payment").reduce(0, +)
        return Amount(minorUnits: amount.minorUnits - units, in: amount.currency)
    }

    private func effect(of facts: Facts) -> Int64 {
        Reference(facts.key).flatMap { accounts.ledger.effect(of: $0) } ?? 0
    }

    private func effects(of collection: RecordCollection, _ field: String) -> [Int64] {
        accounts.facts(of: collection, field, naming: facts.key).compactMap { facts in
            Reference(facts.key).flatMap { accounts.ledger.effect(of: $0) }
        }
    }

    /// Throws unless all that a new record about the payment says can take effect.
    package func check(
        _ statement: Claim.Statement, as id: RecordID
    ) throws(BookkeepingError) {
        guard let reference = Reference(bytes: id.bytes) else { return }
        let claim = Claim(reference, statement)
        do throws(InvoicingError) {
            _ = try accounts.ledger.accepting(claim)
        } catch {
            throw BookkeepingError(error)
        }
    }
}

extension DocumentSheet {
    /// The invoice as one that could be paid.
    package func candidate() throws(BookkeepingError) -> AllocationPlan.Candidate {
        guard voided == nil, let balance = try balance() else {
            throw .refused(
                "\(facts.text("number") ?? "It") is no invoice that can be paid: "
                    + (voided == nil ? "only invoices are paid." : "it is void."))
        }
        return AllocationPlan.Candidate(
            invoice: document.reference,
            due: document.frozen.dueDate ?? document.frozen.issueDate, open: balance.open)
    }
}
