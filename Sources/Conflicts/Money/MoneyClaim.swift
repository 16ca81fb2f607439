import Catalog
import Invoicing
import Money
import Sync

/// What a record of the book says about money, in the words of the ledger that computes it.
enum MoneyClaim {
    /// The claim of a record; `nil` for one that says nothing about money, or nothing readable.
    static func of(_ facts: Facts, in book: any BookView) -> Claim? {
        guard let reference = facts.record.key.reference else { return nil }
        if facts.collection.number == CollectionNumber.document.rawValue {
            guard let client = facts.reference("client")?.reference else { return nil }
            return book.issued(facts).flatMap { Claim($0, client: client) }
        }
        return statement(facts).map { Claim(reference, $0) }
    }

    private static func statement(_ facts: Facts) -> Claim.Statement? {
        switch CollectionNumber(rawValue: facts.collection.number) {
        case .payment: return payment(facts).map { .payment($0) }
        case .allocation: return allocation(facts)
        case .refund:
            guard let source = facts.reference("source")?.reference,
                let amount = facts.amount("amount")
            else { return nil }
            return .refund(of: source, amount)
        case .reversal:
            guard let payment = facts.reference("payment")?.reference,
                let amount = facts.amount("amount")
            else { return nil }
            return .reversal(of: payment, amount)
        case .void: return facts.reference("document")?.reference.map { .void(of: $0) }
        default: return nil
        }
    }

    private static func payment(_ facts: Facts) -> Payment? {
        guard let client = facts.reference("client")?.reference,
            let amount = facts.amount("amount"), let date = facts.date("date")
        else { return nil }
        return Payment(
            client: client, amount: amount, date: date, method: facts.text("method") ?? "",
            remittance: facts.text("reference") ?? "")
    }

    /// An allocation that names another releases it: its amount is below zero.
    private static func allocation(_ facts: Facts) -> Claim.Statement? {
        guard let amount = facts.amount("amount") else { return nil }
        if let released = facts.reference("releases")?.reference {
            guard amount.minorUnits != .min else { return nil }
            return .release(
                of: released, Amount(minorUnits: -amount.minorUnits, in: amount.currency))
        }
        guard let source = facts.reference("source")?.reference,
            let document = facts.reference("document")?.reference
        else { return nil }
        return .allocation(from: source, to: document, amount)
    }
}
