import Catalog
package import InvoiceForm
import Invoicing
import JSON
import Money
import Sync

extension DraftSheet {
    /// The draft as the form from which every figure is computed; all that keeps it from being
    /// computed, by the field.
    package func form() throws(BookkeepingError) -> InvoiceForm {
        guard let currency else {
            throw .field("draft.currency", "Neither the draft nor the settings name a currency.")
        }
        let strange = foreignAmounts(in: currency)
        guard strange.isEmpty else { throw .fields(FieldErrors(strange)) }
        do throws(InvoiceFormError) {
            var form = try InvoiceForm(.object(json(in: currency)))
            form.content.roundingAmount = rounding(of: form.content)
            return form
        } catch .fields(let errors) {
            throw .fields(FieldErrors(errors.map { Lack($0, in: "") }))
        } catch {
            throw .refused("\(error)")
        }
    }

    /// What makes up for rounding where a credit note takes back the last of an invoice.
    private func rounding(of content: InvoiceContent) -> Amount? {
        guard let corrected, let correction, let credit else { return nil }
        // Figures that cannot be computed are told where all of them are.
        return try? corrected.creditRounding(
            of: content, crediting: correction.lines, credited: credit.quantities,
            left: credit.left)
    }

    private func json(in currency: Currency) -> [String: JSONValue] {
        var form: [String: JSONValue] = [
            "kind": .string(kind.rawValue), "currency": .string(currency.code),
            "pricesIncludeTax": .bool(pricesIncludeTax),
            "rounding": .string(settings?.text("taxRounding") ?? Rounding.halfUp.rawValue),
            "lines": .array(lines.map { .object(Self.line($0)) }),
        ]
        if let vatID = client?.text("vatID") { form["buyer"] = ["vatID": .string(vatID)] }
        form["discountPercent"] = draft["discount", "percent"].plainText.map { .string($0) }
        form["discountAmount"] = Amount(draft["discount", "amount"]).map { .string($0.text) }
        form["discountReason"] = draft["discount", "reason"].plainText.map { .string($0) }
        for (name, kind) in [("allowances", "allowance"), ("charges", "charge")] {
            let parts = charges.filter { $0.text("kind") == kind }
            if !parts.isEmpty { form[name] = .array(parts.map { .object(Self.part($0)) }) }
        }
        return form
    }

    private static let lineTexts = [
        "description", "quantity", "unit", "unitPrice", "baseQuantity", "discountPercent",
        "discountReason", "taxCategory", "taxRate", "exemptionReason", "exemptionCode",
    ]

    private static func line(_ facts: Facts) -> [String: JSONValue] {
        var line = texts(lineTexts, of: facts)
        line["discountAmount"] = facts.amount("discountAmount").map { .string($0.text) }
        return line
    }

    private static func part(_ facts: Facts) -> [String: JSONValue] {
        var part = texts(["percent", "reason", "reasonCode", "taxCategory", "taxRate"], of: facts)
        part["amount"] = facts.amount("amount").map { .string($0.text) }
        return part
    }

    private static func texts(_ names: [String], of facts: Facts) -> [String: JSONValue] {
        names.reduce(into: [:]) { form, name in
            form[name] = facts.text(name).map { .string($0) }
        }
    }

    /// What was priced in another currency than the draft's: nobody may take it for its own.
    private func foreignAmounts(in currency: Currency) -> [Lack] {
        let words = "A price in \(currency.code), the draft's currency, is expected."
        var errors: [Lack] = []
        for (place, line) in lines.enumerated() {
            let amount = line.amount("discountAmount")?.currency.code ?? currency.code
            if line.text("currency") ?? currency.code != currency.code || amount != currency.code {
                errors.append(Lack(path: "lines[\(place)].currency", expectation: words))
            }
        }
        let amounts =
            [("discount.amount", Amount(draft["discount", "amount"]))]
            + charges.enumerated().map { ("charges[\($0)].amount", $1.amount("amount")) }
        for case (let path, let amount?) in amounts where amount.currency != currency {
            errors.append(Lack(path: path, expectation: words))
        }
        return errors
    }
}
