import Money

/// Checks the tax rules of one invoice, line after line, and says every breach.
struct TaxCheck {
    private(set) var errors: [FieldError] = []
    private var outOfScope: Bool?
    private var isMixed = false
    private var needsBuyer: TaxCategory?
    /// Where each exempt category was seen first, until one of its lines gives the reason.
    private var unexplained: [TaxCategory: String] = [:]
    private var explained: Set<TaxCategory> = []

    /// Checks one tax; the path is asked for only when something is wrong with it.
    @inline(__always)
    mutating func check(_ tax: Tax, at path: @autoclosure () -> String) {
        guard tax.category == .standard, let rate = tax.rate, rate.millionths > 0,
            tax.exemption == nil, outOfScope == false
        else { return checkClosely(tax, at: path()) }
    }

    private mutating func checkClosely(_ tax: Tax, at path: String) {
        checkRate(tax, at: path)
        checkExemption(tax, at: path)
        if tax.category.needsBuyerVATID { needsBuyer = needsBuyer ?? tax.category }
        let isOutOfScope = tax.category == .outOfScope
        if let outOfScope, outOfScope != isOutOfScope, !isMixed {
            isMixed = true
            refuse(
                path, "taxCategory",
                "every line in category O, or none: what is out of scope mixes with nothing")
        }
        outOfScope = outOfScope ?? isOutOfScope
    }

    /// Says what is wrong with the invoice as a whole.
    mutating func finish(hasBuyerVATID: Bool) {
        for (category, path) in unexplained.sorted(by: { $0.value < $1.value })
        where !explained.contains(category) {
            refuse(
                path, "exemptionReason",
                "the reason why category \(category.rawValue) carries no tax, or its code")
        }
        if let needsBuyer, !hasBuyerVATID {
            errors.append(
                FieldError(
                    field: "buyer.vatID",
                    expected: "the buyer's VAT id, as category \(needsBuyer.rawValue) demands"))
        }
    }

    private mutating func checkRate(_ tax: Tax, at path: String) {
        let code = tax.category.rawValue
        switch (tax.category, tax.rate) {
        case (.outOfScope, .some):
            refuse(path, "taxRate", "no rate: category O is out of scope of the tax")
        case (.standard, .none), (.canaryIslands, .none), (.ceutaAndMelilla, .none):
            refuse(path, "taxRate", "the rate in percent, as category \(code) demands")
        case (.standard, .some(.zero)):
            refuse(
                path, "taxRate",
                "a rate above 0 in category S: what carries no tax is in Z, E, AE, K, G or O")
        case (let category, .some(let rate)) where !category.hasRate && rate != .zero:
            refuse(path, "taxRate", "0 or no rate: category \(code) carries no tax")
        default: break
        }
    }

    private mutating func checkExemption(_ tax: Tax, at path: String) {
        let category = tax.category
        guard tax.exemption != nil else {
            if category.hasExemption, category.fixedExemption == nil, unexplained[category] == nil {
                unexplained[category] = path
            }
            return
        }
        explained.insert(category)
        guard !category.hasExemption else { return }
        refuse(
            path, tax.exemption?.reason == nil ? "exemptionCode" : "exemptionReason",
            "no exemption: category \(category.rawValue) is not exempt")
    }

    private mutating func refuse(_ path: String, _ name: String, _ expected: String) {
        errors.append(FieldError(field: "\(path).\(name)", expected: expected))
    }
}
