import CommandLine
import JSON

/// A payment, as the agent answers about it, for a person to read.
struct PaymentSheet {
    private let payment: JSONValue

    init(_ payment: JSONValue) { self.payment = payment }

    /// One line for each of a list.
    static func table(of payments: [JSONValue], on console: Console) {
        guard !payments.isEmpty else { return console.note("There is no payment here.") }
        var table = Table([
            .text("PAYMENT", isFixed: true), .text("DATE", isFixed: true), .text("CLIENT"),
            .number("AMOUNT"), .number("LEFT"), .text("FOR"),
        ])
        for json in payments {
            let sheet = PaymentSheet(json)
            table.add([
                "\(sheet.name, .bold)", "\(json["date"]?.string ?? "")", "\(sheet.client)",
                "\(Self.money(json["amount"]))", "\(Self.money(json["left"]))",
                "\(sheet.numbers.joined(separator: ", "))",
            ])
        }
        console.show(table)
    }

    /// What was done to it, in one line.
    func tell(_ verb: Phrase, on console: Console) {
        let left = "\(Self.money(payment["left"])) is left as credit."
        guard let moved = payment["moved"] else {
            let amount = Self.money(payment["amount"])
            return console.say(verb + " \(amount, .bold) of \(client) (\(name)); \(left)")
        }
        console.say(
            verb + " \(Self.money(moved), .bold) of the \(Self.money(payment["amount"])) that "
                + "\(client) paid (\(name)); \(left)")
    }

    /// All of it.
    func show(on console: Console) {
        var table = Table([.text("", isFixed: true), .text("")])
        let texts = ["date", "method", "reference", "note", "providerID", "id"]
        table.add(["client", "\(client)"])
        table.add(["amount", "\(Self.money(payment["amount"]))"])
        table.add(["left", "\(Self.money(payment["left"]))"])
        for name in texts {
            if let text = payment[name]?.string { table.add(name, lines: text) }
        }
        for allocation in paying {
            let number = allocation["number"]?.string ?? "a document"
            table.add(["pays", "\(Self.money(allocation["effective"])) of \(number)"])
        }
        for (name, words) in [("refunds", "paid back"), ("reversals", "taken back")] {
            for record in payment[name]?.array ?? [] {
                let date = record["date"]?.string ?? ""
                table.add(["\(words)", "\(Self.money(record["amount"])) on \(date)"])
            }
        }
        console.show(table)
        RecordNotes(of: payment).tell(on: console)
    }

    private var name: String { String((payment["id"]?.string ?? "").suffix(12)) }

    private var client: String { payment["client"]?["name"]?.string ?? "" }

    private var numbers: [String] { paying.compactMap { $0["number"]?.string } }

    /// What pays something; the rest was clipped or released.
    private var paying: [JSONValue] {
        (payment["allocations"]?.array ?? []).filter { allocation in
            allocation["effective"]?["value"]?.string?.contains { ("1"..."9").contains($0) }
                ?? false
        }
    }

    private static func money(_ amount: JSONValue?) -> String {
        guard let value = amount?["value"]?.string, let code = amount?["currency"]?.string else {
            return ""
        }
        return "\(value) \(code)"
    }
}
