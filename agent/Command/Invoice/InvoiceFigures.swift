import InvoiceForm
import Invoicing
import JSON
import Money

/// The lines and sums of an invoice as they are shown, wherever they were computed.
struct InvoiceFigures {
    /// One line.
    struct Row {
        let description: String
        let quantity: String
        let unit: String
        let price: String
        let amount: String
        let tax: String
        let net: String
    }

    /// One sum: what it is called, its term of EN 16931, and how much it is.
    struct Sum {
        let name: String
        let term: String
        let amount: String
        var isAlwaysShown = true
    }

    let currency: String
    let rows: [Row]
    let sums: [Sum]
}

extension InvoiceFigures {
    /// What the agent answers about a draft or a document; `nil` where it could not be computed.
    init?(_ invoice: JSONValue) {
        guard let totals = invoice["totals"], let results = totals["lines"]?.array,
            let groups = totals["taxGroups"]?.array
        else { return nil }
        let currency = totals["currency"]?.string ?? ""
        self.currency = currency
        let lines = invoice["lines"]?.array ?? []
        rows = zip(lines, results).map { line, result in
            let group = result["taxGroup"]?.integer.flatMap { Int(exactly: $0) } ?? -1
            let code = line["unit"]?.string ?? ""
            return Row(
                description: line["description"]?.string ?? "",
                quantity: line["quantity"]?.string ?? "",
                unit: (try? UnitCode(code))?.name ?? (code.isEmpty ? UnitCode.one.name : code),
                price: MoneyText.price(line["unitPrice"]?.string ?? "", in: currency),
                amount: result["amount"]?.string ?? "",
                tax: groups.indices.contains(group) ? Self.label(groups[group]) : "",
                net: result["BT-131"]?.string ?? "")
        }
        let sum = { (term: String) in totals[term]?.string ?? "" }
        let taxes = groups.map { group in
            Sum(
                name: "Tax \(Self.label(group)) of \(group["BT-116"]?.string ?? "")",
                term: "BT-117", amount: group["BT-117"]?.string ?? "")
        }
        sums = Self.sums(by: sum, taxes)
    }

    /// What was computed here.
    init(_ form: InvoiceForm, _ totals: Totals) {
        let answer = InvoiceAnswer.json(totals, of: form)
        currency = totals.currency.code
        rows = zip(form.content.lines, totals.lines).map { line, result in
            Row(
                description: line.description, quantity: "\(line.quantity)",
                unit: line.unit.name,
                price: line.unitPrice.text(decimalsMin: totals.currency.exponent),
                amount: result.amount.text, tax: Self.label(totals.taxes[result.group].key),
                net: result.net.text)
        }
        let taxes = totals.taxes.map { group in
            Sum(
                name: "Tax \(Self.label(group.key)) of \(group.taxable.text)", term: "BT-117",
                amount: group.tax.text)
        }
        sums = Self.sums(by: { answer[$0]?.string ?? "" }, taxes)
    }

    private static func sums(by sum: (String) -> String, _ taxes: [Sum]) -> [Sum] {
        func one(_ name: String, _ term: String, isAlwaysShown: Bool = true) -> Sum {
            Sum(name: name, term: term, amount: sum(term), isAlwaysShown: isAlwaysShown)
        }
        return [
            one("Sum of the lines", "BT-106"),
            one("Discounts and allowances", "BT-107", isAlwaysShown: false),
            one("Charges", "BT-108", isAlwaysShown: false), one("Total without tax", "BT-109"),
        ] + taxes + [
            one("Tax", "BT-110"), one("Total with tax", "BT-112"),
            one("Paid", "BT-113", isAlwaysShown: false),
            one("Rounding", "BT-114", isAlwaysShown: false), one("Due", "BT-115"),
        ]
    }

    private static func label(_ key: TaxKey) -> String {
        key.rate.map { "\(key.category.rawValue) \($0) %" } ?? key.category.rawValue
    }

    private static func label(_ group: JSONValue) -> String {
        let category = group["BT-118"]?.string ?? ""
        return group["BT-119"]?.string.map { "\(category) \($0) %" } ?? category
    }
}

extension InvoiceFigures.Sum {
    /// Whether it is nothing.
    var isZero: Bool { amount.allSatisfy { "0.-".contains($0) } }
}
