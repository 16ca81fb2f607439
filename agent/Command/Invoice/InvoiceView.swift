import CommandLine
import InvoiceForm
import Invoicing
import Money

/// Shows the figures of an invoice to a person.
struct InvoiceView {
    let form: InvoiceForm
    let totals: Totals

    func show(on console: Console) {
        console.show(lines)
        console.say()
        console.show(figures)
    }

    private var lines: Table {
        var table = Table([
            .number("#"), .text("DESCRIPTION"), .number("QUANTITY"), .text("UNIT", isFixed: true),
            .number("PRICE"), .number("AMOUNT"), .text("TAX", isFixed: true), .number("NET"),
        ])
        for (index, (line, result)) in zip(form.content.lines, totals.lines).enumerated() {
            let decimals = totals.currency.exponent
            table.add([
                "\(index + 1)", "\(line.description)", "\(line.quantity)", "\(line.unit.name)",
                "\(line.unitPrice.text(decimalsMin: decimals))", "\(result.amount.text)",
                "\(label(totals.taxes[result.group].key))", "\(result.net.text)",
            ])
        }
        return table
    }

    private var figures: Table {
        var table = Table([
            .text("", isFixed: true), .text("TERM", isFixed: true),
            .number(totals.currency.code),
        ])
        func add(_ name: String, _ term: String, _ amount: Amount, isAlwaysShown: Bool = true) {
            guard isAlwaysShown || !amount.isZero else { return }
            table.add(["\(name)", "\(term)", "\(amount.text)"])
        }
        add("Sum of the lines", "BT-106", totals.lineSum)
        add("Discounts and allowances", "BT-107", totals.allowanceSum, isAlwaysShown: false)
        add("Charges", "BT-108", totals.chargeSum, isAlwaysShown: false)
        add("Total without tax", "BT-109", totals.net)
        for group in totals.taxes {
            add("Tax \(label(group.key)) of \(group.taxable.text)", "BT-117", group.tax)
        }
        add("Tax", "BT-110", totals.tax)
        add("Total with tax", "BT-112", totals.total)
        add("Paid", "BT-113", totals.paid, isAlwaysShown: false)
        add("Rounding", "BT-114", totals.roundingAmount, isAlwaysShown: false)
        add("Due", "BT-115", totals.due)
        return table
    }

    private func label(_ key: TaxKey) -> String {
        key.rate.map { "\(key.category.rawValue) \($0) %" } ?? key.category.rawValue
    }
}
