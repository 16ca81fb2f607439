import JSON
import Testing

/// A rich form, and what may and may not be changed in it.
enum SchemaCases {
    static let base = """
        {
          "id": "A 1", "kind": "creditNote", "currency": "EUR", "pricesIncludeTax": true,
          "rounding": "down", "discountPercent": "2.5", "discountReason": "Loyal", "paid": 1,
          "roundingAmount": "-0.02", "buyer": {"vatID": "DE136695976"},
          "lines": [{
            "description": "Work", "quantity": "10", "unit": "hour", "unitPrice": 95.5,
            "baseQuantity": "2", "discountAmount": "1.10", "taxCategory": "S", "taxRate": "25",
            "allowances": [{"percent": 3, "reason": "Early"}],
            "charges": [{"amount": "2.00", "reasonCode": "FC"}]
          }],
          "allowances": [{"amount": "1", "reason": "Bonus"}],
          "charges": [{"percent": "1", "reason": "Freight", "taxRate": "25", "taxCategory": "S"}]
        }
        """

    /// One member set to another value, or taken out.
    struct Change: Sendable, CustomTestStringConvertible {
        let path: [String]
        let value: JSONValue?
        let isGood: Bool

        var testDescription: String {
            let shown = value.map { String($0.text().prefix(40)) } ?? "nothing"
            return "\(path.joined(separator: ".")) = \(shown)"
        }

        func applied(to form: JSONValue) throws -> JSONValue {
            try set(form, path[...])
        }

        private func set(_ value: JSONValue, _ path: ArraySlice<String>) throws -> JSONValue {
            guard let name = path.first else { return self.value ?? .null }
            let rest = path.dropFirst()
            if case .array(var elements) = value {
                let index = try #require(Int(name))
                elements[index] = try set(elements[index], rest)
                return .array(elements)
            }
            var members = try #require(value.object)
            if rest.isEmpty {
                members[name] = self.value
            } else {
                members[name] = try set(#require(members[name]), rest)
            }
            return .object(members)
        }
    }

    static let all: [Change] = good + bad

    private static func change(_ path: String, _ value: JSONValue?, _ isGood: Bool) -> Change {
        Change(path: path.split(separator: ".").map(String.init), value: value, isGood: isGood)
    }

    private static let good: [Change] = [
        change("id", nil, true), change("id", .string(String(repeating: "é", count: 100)), true),
        change("kind", "quote", true), change("pricesIncludeTax", false, true),
        change("rounding", nil, true), change("discountPercent", .number("0.0001"), true),
        change("discountPercent", "100.0", true), change("paid", "0", true),
        change("paid", "12.5000", true), change("roundingAmount", "0.01", true),
        change("roundingAmount", .number("-0.5"), true), change("buyer", .object([:]), true),
        change("lines.0.description", "", true), change("lines.0.unitPrice", "0.000001", true),
        change("lines.0.quantity", "12.000000", true), change("lines.0.unit", "HUR", true),
        change("lines.0.taxRate", "1000", true), change("lines.0.allowances", [], true),
        change("allowances.0.amount", "0", true), change("charges.0.percent", 150, true),
        change("charges.0.reasonCode", "FC", true),
    ]

    private static let bad: [Change] = [
        change("currency", nil, false), change("currency", "eur", false),
        change("lines", nil, false), change("lines", [], false), change("lines", "none", false),
        change("lines", .array(Array(repeating: ["quantity": 1], count: 10_001)), false),
        change("id", 7, false), change("id", .string(String(repeating: "é", count: 101)), false),
        change("kind", "bill", false), change("pricesIncludeTax", "yes", false),
        change("rounding", "up", false), change("discountAmount", "1", false),
        change("discountPercent", nil, false), change("discountPercent", "100.1", false),
        change("discountPercent", "2.50001", false), change("discountReason", "", false),
        change("paid", "-1", false), change("paid", nil as JSONValue? ?? .null, false),
        change("paid", "1,5", false), change("paid", "01", false), change("paid", "", false),
        change("paid", ".5", false), change("paid", "+5", false), change("paid", "5.", false),
        change("buyer", "DE136695976", false), change("buyer.vat", "DE136695976", false),
        change("buyer.vatID", "DE", false), change("note", "Hello", false),
        change("lines.0.quantity", nil, false), change("lines.0.unitPrice", nil, false),
        change("lines.0.quantity", "-1", false), change("lines.0.quantity", -1, false),
        change("lines.0.quantity", "1.0000001", false),
        change("lines.0.unitPrice", "1000000000000", false),
        change("lines.0.unitPrice", 1_000_000_000_000, false),
        change("lines.0.unitPrice", "1e3", false), change("lines.0.unit", "", false),
        change("lines.0.taxRate", "1000.1", false), change("lines.0.taxCategory", "X", false),
        change("lines.0.taxCategory", "s", false), change("lines.0.discountPercent", "1", false),
        change("lines.0.discountAmount", true, false), change("lines.0.colour", "red", false),
        change("lines.0.description", .string(String(repeating: "x", count: 4_001)), false),
        change("lines.0.allowances.0.reason", nil, false),
        change("lines.0.allowances.0.amount", "1", false),
        change("lines.0.allowances.0.percent", nil, false),
        change("lines.0.charges.0.reasonCode", "", false),
        change("lines.0.charges.0.taxRate", "25", false),
        change("allowances.0.exemptionReason", "Why", false),
        change("allowances.0.amount", nil, false), change("charges.0.reason", nil, false),
        change("charges.0.percent", "1001", false),
        change("charges.0.reason", .string(String(repeating: "x", count: 501)), false),
        change(
            "charges", .array(Array(repeating: ["amount": 1, "reason": "x"], count: 101)), false),
    ]
}
