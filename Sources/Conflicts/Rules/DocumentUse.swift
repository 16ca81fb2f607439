import Bytes
import Catalog
import Invoicing
import Money
import Sync

/// What was done with a document since it was issued, as far as the book's records tell.
extension BookView {
    /// Whether a document was voided.
    func isVoid(_ document: RecordKey) -> Bool {
        !facts(of: .void, naming: document).isEmpty
    }

    /// The mails of a document that went out, or may have.
    func deliveries(of document: RecordKey) -> [Facts] {
        facts(of: .delivery, naming: document).filter {
            ["sending", "sent", "uncertain", "viewed"].contains($0.text("state") ?? "")
        }
    }

    /// The credit notes of a document that were not voided.
    func creditNotes(of document: RecordKey) -> [Facts] {
        facts(of: .document, naming: document).filter {
            $0.reference("corrects") == document && $0.text("kind") == "creditNote"
                && !isVoid($0.record.key)
        }
    }

    /// Whether a credit note paid something, or was paid back.
    func isSource(_ document: RecordKey) -> Bool {
        [CollectionNumber.allocation, .refund].contains { number in
            facts(of: number, naming: document).contains { $0.reference("source") == document }
        }
    }

    /// The allocations to a document, with what of each was not released.
    func allocations(to document: RecordKey) -> [(key: RecordKey, left: Amount)] {
        facts(of: .allocation, naming: document).compactMap { allocation in
            guard allocation.reference("document") == document,
                let amount = allocation.amount("amount"),
                allocation.reference("releases") == nil, !amount.isNegative
            else { return nil }
            let key = allocation.record.key
            let releases = facts(of: .allocation, naming: key).filter {
                $0.reference("releases") == key
            }.compactMap { $0.amount("amount") }
            let left = releases.reduce(amount.minorUnits) { left, release in
                release.currency == amount.currency && release.isNegative
                    ? left + max(release.minorUnits, -left) : left
            }
            guard left > 0 else { return nil }
            return (key, Amount(minorUnits: left, in: amount.currency))
        }
    }

    /// Whether a document is an invoice that stands.
    func isCreditable(_ document: RecordKey) -> Bool {
        facts(document)?.text("kind") == "invoice" && !isVoid(document)
    }

    /// How a document that should not be there is taken back: voided while nobody has seen it,
    /// credited after.
    func cancellation(of facts: Facts) -> [Choice] {
        let key = facts.record.key
        guard !isVoid(key) else { return [] }
        let isUsed =
            !deliveries(of: key).isEmpty || !creditNotes(of: key).isEmpty
            || !allocations(to: key).isEmpty || isSource(key)
        if !isUsed { return [.void(key)] }
        return isCreditable(key) ? [.credit(key)] : []
    }
}
