import Bookkeeping
import Catalog
import Invoicing
package import JSON
import Money
import Sync

extension Billing {
    /// What a client still owes, and what of the client's money pays nothing yet, in every currency
    /// of either.
    package func balance(of client: String) async throws -> JSONValue {
        try await store.reading { book, connection in
            let key = try connection.find(client, in: Catalog.client).key
            let payments = try book.facts(of: Catalog.payment, naming: key)
            let documents = try book.facts(of: Catalog.document, naming: key)
            let accounts = try book.accounts(joining: (payments + documents).map(\.key))
            var (open, credit) = (Sums(), Sums())
            for payment in payments {
                try credit.add(PaymentSheet(payment, accounts, in: book).left)
            }
            for document in documents {
                let sheet = try DocumentSheet(document, accounts, in: book)
                guard sheet.voided == nil else { continue }
                try open.add(sheet.balance()?.open)
                if sheet.document.kind == .creditNote { try credit.add(sheet.credit) }
            }
            return ["open": open.json, "credit": credit.json]
        }
    }
}

/// Amounts added up, each currency by itself.
private struct Sums {
    private var amounts: [Currency: Amount] = [:]

    mutating func add(_ amount: Amount?) throws {
        guard let amount, !amount.isZero else { return }
        amounts[amount.currency] = try (amounts[amount.currency] ?? .zero(amount.currency)) + amount
    }

    var json: JSONValue {
        .array(
            amounts.values.filter { !$0.isZero }
                .sorted { $0.currency.code < $1.currency.code }.map(\.json))
    }
}
