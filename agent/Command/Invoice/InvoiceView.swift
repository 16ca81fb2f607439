import CommandLine

/// Shows the figures of an invoice to a person.
struct InvoiceView {
    let figures: InvoiceFigures

    func show(on console: Console) {
        console.show(lines)
        console.say()
        console.show(sums)
    }

    private var lines: Table {
        var table = Table([
            .number("#"), .text("DESCRIPTION"), .number("QUANTITY"), .text("UNIT", isFixed: true),
            .number("PRICE"), .number("AMOUNT"), .text("TAX", isFixed: true), .number("NET"),
        ])
        for (index, row) in figures.rows.enumerated() {
            table.add([
                "\(index + 1)", "\(row.description)", "\(row.quantity)", "\(row.unit)",
                "\(row.price)", "\(row.amount)", "\(row.tax)", "\(row.net)",
            ])
        }
        return table
    }

    private var sums: Table {
        var table = Table([
            .text("", isFixed: true), .text("TERM", isFixed: true), .number(figures.currency),
        ])
        for sum in figures.sums where sum.isAlwaysShown || !sum.isZero {
            table.add(["\(sum.name)", "\(sum.term)", "\(sum.amount)"])
        }
        return table
    }
}
