extension Amount {
    /// The sum of two amounts of one currency.
    package static func + (left: Amount, right: Amount) throws(MoneyError) -> Amount {
        try left.requireSameCurrency(right)
        let (units, isOver) = left.minorUnits.addingReportingOverflow(right.minorUnits)
        guard !isOver else { throw .overflow }
        return Amount(minorUnits: units, in: left.currency)
    }

    /// The difference of two amounts of one currency.
    package static func - (left: Amount, right: Amount) throws(MoneyError) -> Amount {
        try left.requireSameCurrency(right)
        let (units, isOver) = left.minorUnits.subtractingReportingOverflow(right.minorUnits)
        guard !isOver else { throw .overflow }
        return Amount(minorUnits: units, in: left.currency)
    }

    /// The same amount the other way round.
    package static prefix func - (amount: Amount) throws(MoneyError) -> Amount {
        try .zero(amount.currency) - amount
    }

    /// The sum of any number of amounts of the currency.
    package static func sum(
        _ amounts: some Sequence<Amount>, in currency: Currency
    ) throws(MoneyError) -> Amount {
        var total = Amount.zero(currency)
        for amount in amounts { total = try total + amount }
        return total
    }

    /// Compares two amounts of one currency: below zero when this one is smaller.
    package func compared(to other: Amount) throws(MoneyError) -> Int {
        try requireSameCurrency(other)
        return (minorUnits > other.minorUnits ? 1 : 0) - (minorUnits < other.minorUnits ? 1 : 0)
    }

    /// The smaller of two amounts of one currency.
    package func clipped(to other: Amount) throws(MoneyError) -> Amount {
        try compared(to: other) <= 0 ? self : other
    }

    /// A percentage of the amount, rounded to whole minor units.
    package func share(_ rate: Rate, rounding: Rounding) throws(MoneyError) -> Amount {
        let whole = Rate.hundred.millionths
        let (word, isOver) = minorUnits.multipliedReportingOverflow(by: rate.millionths)
        if !isOver {
            return Amount(minorUnits: rounding.quotient(word, by: whole), in: currency)
        }
        let product = Int128(minorUnits) * Int128(rate.millionths)
        return try Amount(wide: rounding.quotient(product, by: Int128(whole)), in: currency)
    }

    /// The amount times an exact number, rounded once to whole minor units.
    package func multiplied(
        by factor: Decimal, rounding: Rounding
    ) throws(MoneyError) -> Amount {
        let units = try Decimal.quotient(
            Int128(minorUnits) * Int128(factor.coefficient), over: 1, shift: -factor.scale,
            rounding: rounding)
        return try Amount(wide: units, in: currency)
    }

    /// The amount in another currency at a price per unit of this one, rounded once.
    package func converted(
        to other: Currency, at exchangeRate: Decimal, rounding: Rounding
    ) throws(MoneyError) -> Amount {
        let units = try Decimal.quotient(
            Int128(minorUnits) * Int128(exchangeRate.coefficient), over: 1,
            shift: other.exponent - currency.exponent - exchangeRate.scale, rounding: rounding)
        return try Amount(wide: units, in: other)
    }

    /// price ÷ base quantity × quantity, rounded once: what a line costs.
    package init(
        price: Decimal, quantity: Decimal, per baseQuantity: Decimal, in currency: Currency,
        rounding: Rounding
    ) throws(MoneyError) {
        guard baseQuantity > .zero else { throw .divisionByZero }
        let shift = currency.exponent + baseQuantity.scale - price.scale - quantity.scale
        let (word, isOver) = price.coefficient.multipliedReportingOverflow(by: quantity.coefficient)
        // Nearly every line of nearly every invoice fits into machine words.
        if !isOver, baseQuantity.coefficient == 1, shift <= 0, shift >= -PowerOfTen.exponentMax {
            let units = rounding.quotient(word, by: PowerOfTen.word(-shift))
            self.init(minorUnits: units, in: currency)
            return
        }
        let units = try Decimal.quotient(
            Int128(price.coefficient) * Int128(quantity.coefficient),
            over: Int128(baseQuantity.coefficient), shift: shift, rounding: rounding)
        try self.init(wide: units, in: currency)
    }

    private init(wide units: Int128, in currency: Currency) throws(MoneyError) {
        guard let word = Int64(exactly: units) else { throw .overflow }
        self.init(minorUnits: word, in: currency)
    }

    private func requireSameCurrency(_ other: Amount) throws(MoneyError) {
        guard currency == other.currency else {
            throw .currencyMismatch(currency, other.currency)
        }
    }
}
