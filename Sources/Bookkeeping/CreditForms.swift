import Bytes
package import Catalog
package import Invoicing
package import JSON
import Money
import Sync

/// What a credit note that takes an invoice back says, as the forms of a draft: a person reads it
/// and issues it.
package struct CreditForms {
    /// The draft.
    package let draft: [String: JSONValue]
    /// Its lines, in their order.
    package let lines: [[String: JSONValue]]
    /// Its allowances and charges.
    package let charges: [[String: JSONValue]]

    /// Takes what the domain says of the credit of a document.
    package init(of document: Facts, saying face: DocumentFace) {
        let content = face.content
        let currency = JSONValue.string(content.currency.code)
        var draft: [String: JSONValue] = [
            "kind": "creditNote", "currency": currency,
            "corrects": .string(document.key.id.text),
            "pricesIncludeTax": .bool(content.pricesIncludeTax),
        ]
        draft["client"] = document.reference("client").map { .string($0.id.text) }
        draft["discount"] = content.discount.map { .object(Self.size($0, "", "reason")) }
        self.draft = draft
        lines = content.lines.enumerated().map { place, line in
            var form = Self.line(line)
            form["currency"] = currency
            form["credits"] = .integer(Int64(face.corrects?.lines[place] ?? place))
            return form
        }
        charges =
            content.allowances.map { Self.charge($0, "allowance") }
            + content.charges.map { Self.charge($0, "charge") }
    }

    private static func line(_ line: Line) -> [String: JSONValue] {
        var form: [String: JSONValue] = [
            "description": .string(line.description), "quantity": .string("\(line.quantity)"),
            "unit": .string(line.unit.code), "unitPrice": .string("\(line.unitPrice)"),
            "baseQuantity": .string("\(line.baseQuantity)"),
        ]
        form.merge(tax(line.tax)) { $1 }
        if let discount = line.discount {
            form.merge(size(discount, "discount", "discountReason")) { $1 }
        }
        return form
    }

    private static func tax(_ tax: Tax) -> [String: JSONValue] {
        var form: [String: JSONValue] = ["taxCategory": .string(tax.category.rawValue)]
        form["taxRate"] = tax.rate.map { .string("\($0)") }
        form["exemptionReason"] = tax.exemption?.reason.map { .string($0) }
        form["exemptionCode"] = tax.exemption?.code.map { .string($0) }
        return form
    }

    private static func charge(
        _ part: DocumentAdjustment, _ kind: String
    ) -> [String: JSONValue] {
        var form = size(part.adjustment, "", "reason")
        form["kind"] = .string(kind)
        form["reasonCode"] = part.adjustment.reasonCode.map { .string($0) }
        form["taxCategory"] = part.tax.map { .string($0.category.rawValue) }
        form["taxRate"] = part.tax?.rate.map { .string("\($0)") }
        return form
    }

    /// How much and why, under names that begin with a word.
    private static func size(
        _ adjustment: Adjustment, _ word: String, _ reason: String
    ) -> [String: JSONValue] {
        var form: [String: JSONValue] = [:]
        switch adjustment.size {
        case .percent(let rate):
            form[word.isEmpty ? "percent" : word + "Percent"] = .string("\(rate)")
        case .amount(let amount):
            form[word.isEmpty ? "amount" : word + "Amount"] = [
                "value": .string(amount.text), "currency": .string(amount.currency.code),
            ]
        }
        form[reason] = adjustment.reason.map { .string($0) }
        return form
    }
}
