import Bytes
package import Catalog
package import Invoicing
import Money
package import Sync

extension Claim {
    /// What a record of the book says about money; `nil` for one that says nothing of it, or
    /// nothing readable.
    package init?(_ facts: Facts) {
        guard let reference = Reference(facts.key) else { return nil }
        if let document = IssuedDocument(facts) {
            guard let client = Reference(facts.reference("client")) else { return nil }
            self.init(document, client: client)
        } else {
            guard let statement = Statement(facts) else { return nil }
            self.init(reference, statement)
        }
    }
}

extension Claim.Statement {
    fileprivate init?(_ facts: Facts) {
        guard let amount = facts.amount("amount") else {
            guard facts.collection == Catalog.void,
                let document = Reference(facts.reference("document"))
            else { return nil }
            self = .void(of: document)
            return
        }
        switch CollectionNumber(rawValue: facts.collection.number) {
        case .payment: self.init(payment: facts, amount)
        case .allocation: self.init(allocation: facts, amount)
        case .refund:
            guard let source = Reference(facts.reference("source")) else { return nil }
            self = .refund(of: source, amount)
        case .reversal:
            guard let payment = Reference(facts.reference("payment")) else { return nil }
            self = .reversal(of: payment, amount)
        default: return nil
        }
    }

    private init?(payment facts: Facts, _ amount: Amount) {
        guard let client = Reference(facts.reference("client")), let date = facts.date("date")
        else { return nil }
        self = .payment(
            Payment(
                client: client, amount: amount, date: date, method: facts.text("method") ?? "",
                remittance: facts.text("reference") ?? ""))
    }

    /// An allocation that names another releases it: its amount is below zero.
    private init?(allocation facts: Facts, _ amount: Amount) {
        if let released = Reference(facts.reference("releases")) {
            guard amount.minorUnits != .min else { return nil }
            self = .release(
                of: released, Amount(minorUnits: -amount.minorUnits, in: amount.currency))
            return
        }
        guard let source = Reference(facts.reference("source")),
            let document = Reference(facts.reference("document"))
        else { return nil }
        self = .allocation(from: source, to: document, amount)
    }
}

extension Reference {
    /// The id of a record as the domain names it.
    package init?(_ key: RecordKey?) {
        guard let key else { return nil }
        self.init(bytes: key.id.bytes)
    }
}
