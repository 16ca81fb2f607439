import Bytes
import Catalog
import Invoicing
package import JSON
package import Money
import Sync

extension PaymentSheet {
    /// The payment with what has become of its money.
    package var json: JSONValue {
        var json = facts.json
        json["client"] = client.map { InvoiceJSON.party($0) }
        json["left"] = left?.json
        json["allocations"] = .array(allocations)
        json["refunds"] = .array(
            accounts.facts(of: Catalog.refund, "source", naming: facts.key).map { .object($0.json) }
        )
        json["reversals"] = .array(
            accounts.facts(of: Catalog.reversal, "payment", naming: facts.key).map {
                .object($0.json)
            })
        return .object(json)
    }

    /// What each invoice effectively got of it, after clipping and releases.
    private var allocations: [JSONValue] {
        parts.map { part in
            let document = Reference(part.document).flatMap { accounts.facts($0) }
            var json: [String: JSONValue] = [
                "id": .string(part.allocation.key.id.text), "amount": part.amount.json,
                "effective": part.effective.json,
                "document": .string(part.document.id.text),
            ]
            json["number"] = document?.text("number").map { .string($0) }
            return .object(json)
        }
    }
}

extension Amount {
    /// The amount as a form gives it.
    package var json: JSONValue {
        ["value": .string(text), "currency": .string(currency.code)]
    }

    /// Reads an amount from a form; `nil` for what is none.
    package init?(form: JSONValue?) {
        guard let text = form?["value"]?.string, let code = form?["currency"]?.string,
            let currency = try? Currency(code), let amount = try? Amount(text, in: currency)
        else { return nil }
        self = amount
    }
}
