import Catalog
import CommandLine
import JSON
import Money

/// Prices and texts of several lines as a person reads them.
enum MoneyText {
    /// A price with as many decimals as its currency has, or more.
    static func price(_ text: String, in code: String) -> String {
        guard let price = try? Decimal(text), let currency = try? Currency(code) else {
            return text
        }
        return price.text(decimalsMin: currency.exponent)
    }

    /// A product's price with its currency.
    static func price(_ json: JSONValue?) -> String {
        let code = json?["currency"]?.string ?? ""
        let amount = price(json?["amount"]?.string ?? "", in: code)
        return [amount, code].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What stands at a place of a record; a price beside its currency as money is written.
    static func shown(_ value: JSONValue, of leaf: Leaf, in record: JSONValue) -> String {
        let words = value.array?.compactMap(\.string)
        let text = value.string ?? words?.joined(separator: ", ") ?? value.text()
        guard leaf.path == ["price", "amount"] else { return text }
        return price(text, in: record["price"]?["currency"]?.string ?? "")
    }
}

extension Table {
    /// Adds a text below its name, each line of it on one of its own.
    mutating func add(_ name: String, lines text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() {
            add(["\(place == 0 ? name : "")", "\(line)"])
        }
    }
}
