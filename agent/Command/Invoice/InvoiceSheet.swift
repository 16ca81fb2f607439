import CommandLine
import JSON

/// A draft or a document, as the agent answers about it, for a person to read.
struct InvoiceSheet {
    private let invoice: JSONValue

    init(_ invoice: JSONValue) { self.invoice = invoice }

    /// One line for each of a list.
    static func table(of invoices: [JSONValue], on console: Console) {
        guard !invoices.isEmpty else { return console.note("There is no invoice here.") }
        var table = Table([
            .text("NUMBER", isFixed: true), .text("KIND", isFixed: true), .text("CLIENT"),
            .text("DATE", isFixed: true), .text("DUE", isFixed: true), .number("TOTAL"),
            .number("OPEN"), .text("", isFixed: true), .text("STATE", isFixed: true), .text(""),
        ])
        for json in invoices {
            let sheet = InvoiceSheet(json)
            table.add([
                "\(sheet.name, .bold)", "\(sheet.words("kind"))", "\(sheet.client)",
                "\(sheet.text("issueDate"))", "\(sheet.text("dueDate"))",
                "\(sheet.text("total"))", "\(sheet.text("open"))", "\(sheet.text("currency"))",
                sheet.state, json["conflicts"] == nil ? "" : "\("conflict", .yellow)",
            ])
        }
        console.show(table)
    }

    /// What was done to it, in one line.
    func tell(_ verb: Phrase, on console: Console) {
        let total = text("total")
        let sum = total.isEmpty ? "" : ": \(total) \(text("currency"))"
        console.say(verb + " \(name, .bold) for \(client.isEmpty ? "nobody yet" : client)\(sum)")
        for problem in problems { console.note("  \(problem)") }
    }

    /// All of it, with every sum.
    func show(on console: Console) {
        console.say("\(title, .bold)  " + state)
        var table = Table([.text("", isFixed: true), .text("")])
        for (name, value) in facts where !value.isEmpty { table.add(["\(name)", "\(value)"]) }
        console.show(table)
        console.say()
        if let figures = InvoiceFigures(invoice) {
            InvoiceView(figures: figures).show(on: console)
        } else {
            showLines(on: console)
            console.note("It cannot be worked out yet:")
            for problem in problems { console.note("  \(problem)") }
        }
        if isDraft { showCharges(on: console) }
        RecordNotes(of: invoice).tell(on: console)
    }

    /// Those of a draft are named by their places.
    private func showCharges(on console: Console) {
        let charges = invoice["charges"]?.array ?? []
        guard !charges.isEmpty else { return }
        var table = Table([.number("#"), .text(""), .number("SIZE"), .text("REASON")])
        for (place, charge) in charges.enumerated() {
            let amount = charge["amount"].map { amount in
                "\(amount["value"]?.string ?? "") \(amount["currency"]?.string ?? "")"
            }
            let size = charge["percent"]?.string.map { "\($0) %" } ?? amount ?? ""
            table.add([
                "\(place + 1)", "\(charge["kind"]?.string ?? "")", "\(size)",
                "\(charge["reason"]?.string ?? "")",
            ])
        }
        console.say()
        console.show(table)
    }

    private func showLines(on console: Console) {
        var table = Table([
            .number("#"), .text("DESCRIPTION"), .number("QUANTITY"), .number("PRICE"),
        ])
        for (place, line) in (invoice["lines"]?.array ?? []).enumerated() {
            let cell = { (name: String) in line[name]?.string ?? "" }
            table.add([
                "\(place + 1)", "\(cell("description"))", "\(cell("quantity"))",
                "\(MoneyText.price(cell("unitPrice"), in: text("currency")))",
            ])
        }
        console.show(table)
    }
}

extension InvoiceSheet {
    /// Its number, or how the id of a draft ends.
    private var name: String {
        invoice["number"]?.string ?? String(text("id").suffix(12))
    }

    private var title: String {
        let kind = words("kind")
        let start = kind.prefix(1).uppercased() + kind.dropFirst()
        return invoice["number"] == nil && isDraft ? "Draft of \(kind)" : "\(start) \(name)"
    }

    private var isDraft: Bool { text("state") == "draft" }

    private var client: String { invoice["client"]?["name"]?.string ?? "" }

    private var state: Phrase {
        switch text("state") {
        case "overdue": "\("overdue", .red)"
        case "paid": "\("paid", .green)"
        case "partiallyPaid": "partially paid"
        default: "\(text("state"))"
        }
    }

    private var problems: [String] {
        (invoice["problems"]?.object ?? [:]).sorted { $0.key < $1.key }.map {
            "\($0.key): \($0.value.string ?? "")"
        }
    }

    private var facts: [(String, String)] {
        [
            ("client", client), ("issued", text("issueDate")), ("due", text("dueDate")),
            ("terms", text("terms")), ("takes back", isDraft ? "" : text("corrects")),
            ("void", text("void")), ("paid", money("balance", "paid")),
            ("credited", money("balance", "credited")), ("open", money("balance", "open")),
            ("left of it", money("credit")), ("SHA-256", text("sha256")), ("id", text("id")),
        ]
    }

    private func money(_ path: String...) -> String {
        guard let amount = path.reduce(Optional(invoice), { $0?[$1] })?.string else { return "" }
        return "\(amount) \(text("currency"))"
    }

    private func text(_ name: String) -> String { invoice[name]?.string ?? "" }

    private func words(_ name: String) -> String {
        switch text(name) {
        case "creditNote": "credit note"
        case "proForma": "pro-forma"
        case let other: other
        }
    }
}
