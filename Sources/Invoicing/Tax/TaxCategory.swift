/// How something is taxed: the codes of EN 16931 (UNTDID 5305).
package enum TaxCategory: String, Hashable, Sendable, CaseIterable {
    /// The seller charges tax at a rate above zero.
    case standard = "S"
    /// Taxable at a rate of zero.
    case zero = "Z"
    /// Exempt from tax, for a reason that the invoice names.
    case exempt = "E"
    /// Reverse charge: the buyer owes the tax.
    case reverseCharge = "AE"
    /// Supply to a business in another member state of the EU.
    case intraCommunity = "K"
    /// Export to outside the EU.
    case export = "G"
    /// Not subject to tax at all.
    case outOfScope = "O"
    /// IGIC of the Canary Islands.
    case canaryIslands = "L"
    /// IPSI of Ceuta and Melilla.
    case ceutaAndMelilla = "M"
}

extension TaxCategory {
    /// Whether tax is charged at a rate that the line names.
    package var hasRate: Bool {
        switch self {
        case .standard, .canaryIslands, .ceutaAndMelilla: true
        case .zero, .exempt, .reverseCharge, .intraCommunity, .export, .outOfScope: false
        }
    }

    /// Whether the invoice must say why no tax is charged.
    package var hasExemption: Bool { !hasRate && self != .zero }

    /// Whether the buyer must be known by a VAT id.
    package var needsBuyerVATID: Bool { self == .reverseCharge || self == .intraCommunity }

    /// The reason that the law fixes for the category; `nil` where the seller must give one.
    package var fixedExemption: Exemption? {
        switch self {
        case .intraCommunity:
            Exemption(reason: "Intra-community supply", code: "VATEX-EU-IC")
        case .export: Exemption(reason: "Export outside the EU", code: "VATEX-EU-G")
        case .outOfScope: Exemption(reason: "Not subject to VAT", code: "VATEX-EU-O")
        case .standard, .zero, .exempt, .reverseCharge, .canaryIslands, .ceutaAndMelilla: nil
        }
    }
}

/// Why no tax is charged: words, a code of the VATEX list, or both.
package struct Exemption: Hashable, Sendable {
    /// BT-120: the reason in words.
    package let reason: String?
    /// BT-121: the code of the reason.
    package let code: String?

    /// Takes either or both.
    package init(reason: String? = nil, code: String? = nil) {
        self.reason = reason
        self.code = code
    }

    /// The reasons of the lines of one tax group, as the one reason that the group states.
    init(joining exemptions: [Exemption]) {
        var reasons: [String] = []
        for case let reason? in exemptions.map(\.reason) where !reasons.contains(reason) {
            reasons.append(reason)
        }
        let codes = Set(exemptions.map(\.code))
        self.init(
            reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "),
            code: codes.count == 1 ? exemptions.first?.code : nil)
    }
}
