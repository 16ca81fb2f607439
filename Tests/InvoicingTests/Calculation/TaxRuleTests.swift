import Invoicing
import Money
import Testing

struct TaxRuleTests {
    struct Rule: Sendable, CustomTestStringConvertible {
        let category: TaxCategory
        let rate: String?
        var reason: String?
        var hasBuyer = false
        /// The fields that are wrong; none when the line is right.
        var wrong: [String] = []

        var testDescription: String { "\(category.rawValue) \(rate ?? "no rate")" }
    }

    static let rules: [Rule] = [
        Rule(category: .standard, rate: "25"), Rule(category: .standard, rate: "0.0001"),
        Rule(category: .standard, rate: "0", wrong: ["taxRate"]),
        Rule(category: .standard, rate: nil, wrong: ["taxRate"]),
        Rule(category: .standard, rate: "25", reason: "Why", wrong: ["exemptionReason"]),
        Rule(category: .zero, rate: "0"), Rule(category: .zero, rate: nil),
        Rule(category: .zero, rate: "1", wrong: ["taxRate"]),
        Rule(category: .zero, rate: nil, reason: "Why", wrong: ["exemptionReason"]),
        Rule(category: .exempt, rate: "0", reason: "Article 132"),
        Rule(category: .exempt, rate: "0", wrong: ["exemptionReason"]),
        Rule(category: .exempt, rate: "7", reason: "Why", wrong: ["taxRate"]),
        Rule(category: .reverseCharge, rate: nil, reason: "Reverse charge", hasBuyer: true),
        Rule(category: .reverseCharge, rate: nil, reason: "Reverse charge", wrong: ["buyer"]),
        Rule(category: .reverseCharge, rate: "0", hasBuyer: true, wrong: ["exemptionReason"]),
        Rule(category: .reverseCharge, rate: "19", wrong: ["taxRate", "exemptionReason", "buyer"]),
        Rule(category: .intraCommunity, rate: "0", hasBuyer: true),
        Rule(category: .intraCommunity, rate: "0", wrong: ["buyer"]),
        Rule(category: .intraCommunity, rate: "5", hasBuyer: true, wrong: ["taxRate"]),
        Rule(category: .export, rate: nil), Rule(category: .export, rate: "5", wrong: ["taxRate"]),
        Rule(category: .outOfScope, rate: nil),
        Rule(category: .outOfScope, rate: "0", wrong: ["taxRate"]),
        Rule(category: .canaryIslands, rate: "7"), Rule(category: .canaryIslands, rate: "0"),
        Rule(category: .canaryIslands, rate: nil, wrong: ["taxRate"]),
        Rule(category: .ceutaAndMelilla, rate: "4"), Rule(category: .ceutaAndMelilla, rate: "0"),
        Rule(category: .ceutaAndMelilla, rate: nil, wrong: ["taxRate"]),
    ]

    @Test(arguments: rules)
    func `a category demands what its rule says`(rule: Rule) throws {
        let exemption = rule.reason.map { Exemption(reason: $0) }
        let tax = Tax(rule.category, rate: try rule.rate.map(Rate.init(_:)), exemption: exemption)
        let content = InvoiceContent(
            currency: try Currency("EUR"), lines: [Line(unitPrice: 100, tax: tax)],
            buyerVATID: rule.hasBuyer ? try VATID("DE136695976") : nil)
        let expected = rule.wrong.map { $0 == "buyer" ? "buyer.vatID" : "lines[0].\($0)" }
        #expect(Set(content.fieldErrors().map(\.field)) == Set(expected))
        guard rule.wrong.isEmpty else { return }
        let totals = try content.totals()
        #expect(totals.tax.isZero == (rule.rate.map { $0 == "0" || $0 == "0.0001" } ?? true))
        #expect((totals.taxes[0].key.rate == nil) == (rule.category == .outOfScope))
        #expect((totals.taxes[0].exemption == nil) == !rule.category.hasExemption)
    }

    @Test func `out of scope mixes with nothing`() throws {
        let lines = [
            Line(unitPrice: 1, tax: Tax(.outOfScope)), Line(unitPrice: 1, tax: Tax(.outOfScope)),
            Line(unitPrice: 1, tax: .standard(try Rate("25"))),
        ]
        let content = InvoiceContent(currency: try Currency("EUR"), lines: lines)
        #expect(content.fieldErrors().map(\.field) == ["lines[2].taxCategory"])
        let alone = InvoiceContent(currency: try Currency("EUR"), lines: Array(lines.prefix(2)))
        #expect(try alone.totals().taxes.count == 1)
    }

    @Test func `out of scope after taxed lines is found too`() throws {
        let content = InvoiceContent(
            currency: try Currency("EUR"),
            lines: [
                Line(unitPrice: 1, tax: .standard(try Rate("25"))),
                Line(unitPrice: 1, tax: Tax(.outOfScope)),
            ])
        #expect(content.fieldErrors().map(\.field) == ["lines[1].taxCategory"])
    }

    @Test func `the reasons of one group are stated together`() throws {
        let lines = ["Medical", "Insurance", "Medical"].map { (name: String) in
            Line(
                unitPrice: 1,
                tax: Tax(.exempt, exemption: Exemption(reason: name, code: "X-\(name)")))
        }
        let totals = try InvoiceContent(currency: try Currency("EUR"), lines: lines).totals()
        #expect(totals.taxes.map(\.exemption) == [Exemption(reason: "Medical; Insurance")])
    }

    @Test func `the law's reason stands where none is given`() throws {
        let content = InvoiceContent(
            currency: try Currency("EUR"), lines: [Line(unitPrice: 1, tax: Tax(.export))])
        #expect(try content.totals().taxes[0].exemption?.code == "VATEX-EU-G")
    }
}
