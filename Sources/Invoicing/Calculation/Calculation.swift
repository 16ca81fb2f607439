import Money

extension InvoiceContent {
    /// Computes every figure; throws all field errors when there are any.
    package func totals() throws(InvoicingError) -> Totals {
        let errors = fieldErrors()
        guard errors.isEmpty else { throw .fields(errors) }
        var calculation = Calculation(self)
        calculation.addLines()
        try calculation.stopAtErrors()
        calculation.addDocumentParts()
        try calculation.stopAtErrors()
        calculation.computeTaxes()
        try calculation.stopAtErrors()
        let totals = calculation.totals()
        try calculation.stopAtErrors()
        return totals
    }
}

/// One invoice being computed, stage after stage; each stage collects what it must refuse.
///
/// 1. Every line has a gross, parts, an amount, and a place in a tax group.
/// 2. The document's parts are shared out over the groups.
/// 3. Each group is taxed; where prices include the tax, the nets are worked back to the lines.
/// 4. Everything is summed.
struct Calculation {
    let content: InvoiceContent
    let currency: Currency
    let rounding: Rounding
    var groups: [TaxGroup] = []
    var lines: [LineTotals] = []
    /// The document's discount first when there is one, then its allowances.
    var takenOff: [AdjustmentTotals] = []
    var charges: [AdjustmentTotals] = []
    var errors: [FieldError] = []

    init(_ content: InvoiceContent) {
        self.content = content
        currency = content.currency
        rounding = content.rounding
        lines.reserveCapacity(content.lines.count)
    }

    func stopAtErrors() throws(InvoicingError) {
        guard errors.isEmpty else { throw .fields(errors) }
    }

    @inline(__always)
    func amount(_ minorUnits: Int64) -> Amount {
        Amount(minorUnits: minorUnits, in: currency)
    }

    /// Adds to a sum; what does not fit is refused at the path and left out.
    @inline(__always)
    mutating func sum(_ left: Int64, _ right: Int64, at path: @autoclosure () -> String) -> Int64 {
        let (sum, isOver) = left.addingReportingOverflow(right)
        guard isOver else { return sum }
        refuse(path(), Self.smaller)
        return left
    }

    mutating func refuse(_ path: String, _ expected: String) {
        errors.append(FieldError(field: path, expected: expected))
    }

    static let smaller = "smaller numbers: the sum is too large to be held exactly"

    /// How much an adjustment is, of a base.
    mutating func size(
        of adjustment: Adjustment, base: Int64, at path: @autoclosure () -> String
    ) -> Int64 {
        switch adjustment.size {
        case .amount(let amount): return amount.minorUnits
        case .percent(let rate):
            guard let share = try? amount(base).share(rate, rounding: rounding) else {
                refuse(path(), Self.smaller)
                return 0
            }
            return share.minorUnits
        }
    }

    /// Shares out a size by weights; where there is none, nothing.
    ///
    /// Sums of a line or a group are never below zero. Were one, the invoice is refused: a part
    /// that nobody got must not vanish from the totals.
    mutating func split(_ size: Int64, by weights: [Int64]) -> [Int64] {
        guard !weights.isEmpty else { return [] }
        do {
            return try LargestRemainder.split(size, by: weights)
        } catch {
            refuse("lines", "sums that are not below zero")
            return weights.map { _ in 0 }
        }
    }

    /// The place of the group that a tax belongs to; a new group goes to the end.
    mutating func group(of tax: Tax, at path: @autoclosure () -> String) -> Int {
        let key = TaxKey(tax)
        let place: Int
        if let found = groups.firstIndex(where: { $0.key == key }) {
            place = found
        } else {
            guard groups.count < InvoiceBounds.groupsMax else {
                refuse(path(), "at most \(InvoiceBounds.groupsMax) different tax rates")
                return 0
            }
            place = groups.count
            groups.append(TaxGroup(key: key))
        }
        if let exemption = tax.exemption { explain(exemption, in: place, at: path()) }
        return place
    }

    private mutating func explain(_ exemption: Exemption, in place: Int, at path: String) {
        guard !groups[place].exemptions.contains(exemption) else { return }
        guard groups[place].exemptions.count < InvoiceBounds.exemptionsMax else {
            return refuse(
                "\(path).exemptionReason",
                "at most \(InvoiceBounds.exemptionsMax) different reasons in one category")
        }
        groups[place].exemptions.append(exemption)
    }
}

/// A tax group being filled; every figure in minor units.
struct TaxGroup {
    let key: TaxKey
    var exemptions: [Exemption] = []
    /// As priced.
    var lines: Int64 = 0
    var charges: Int64 = 0
    var allowances: Int64 = 0
    /// Without tax.
    var lineNet: Int64 = 0
    var chargeNet: Int64 = 0
    var allowanceNet: Int64 = 0
    var taxable: Int64 = 0
    var tax: Int64 = 0

    init(key: TaxKey) { self.key = key }

    /// What is still there to take from. The parts were summed with a check before.
    var left: Int64 { lines &+ charges &- allowances }

    var exemption: Exemption? {
        switch exemptions.count {
        case 0: key.category.fixedExemption
        case 1: exemptions[0]
        default: Exemption(joining: exemptions)
        }
    }
}
