import Money

extension Calculation {
    /// Stage 3: what is taxed in each group, and the tax.
    mutating func computeTaxes() {
        for place in groups.indices {
            if content.pricesIncludeTax {
                takeTaxOut(of: place)
            } else {
                addTax(to: place)
            }
        }
        if content.pricesIncludeTax { sumNets() }
    }

    private mutating func addTax(to place: Int) {
        let group = groups[place]
        groups[place].lineNet = group.lines
        groups[place].chargeNet = group.charges
        groups[place].allowanceNet = group.allowances
        groups[place].taxable = group.left
        guard let rate = group.key.rate, rate != .zero else { return }
        guard let tax = try? amount(group.left).share(rate, rounding: rounding) else {
            return refuse("lines", Self.smaller)
        }
        groups[place].tax = tax.minorUnits
    }

    /// The total is what the customer was told: the tax is taken out of it, and the net goes back
    /// to lines, charges and allowances.
    ///
    /// Without tax a sum of amounts grows by no less than zero and no more than what is added, so
    /// the differences below are never negative and never exceed what they are the net of.
    private mutating func takeTaxOut(of place: Int) {
        let group = groups[place]
        let rate = group.key.rate ?? .zero
        let lineNet = net(group.lines, rate)
        let chargedNet = net(group.lines + group.charges, rate)
        let taxable = net(group.left, rate)
        groups[place].lineNet = lineNet
        groups[place].chargeNet = chargedNet - lineNet
        groups[place].allowanceNet = chargedNet - taxable
        groups[place].taxable = taxable
        groups[place].tax = group.left - taxable
        guard rate != .zero else { return }
        shareLineNet(lineNet, of: place)
        var parts = (takenOff, charges)
        shareNet(groups[place].allowanceNet, of: place, over: &parts.0)
        shareNet(groups[place].chargeNet, of: place, over: &parts.1)
        (takenOff, charges) = parts
    }

    /// gross × 100 ÷ (100 + rate). A book that rounds down rounds the tax down, not the net.
    private func net(_ gross: Int64, _ rate: Rate) -> Int64 {
        guard rate != .zero else { return gross }
        let whole = Int128(Rate.hundred.millionths)
        let divisor = whole + Int128(rate.millionths)
        switch rounding {
        case .halfUp:
            return Int64(rounding.quotient(Int128(gross) * whole, by: divisor))
        case .down:
            return gross
                - Int64(rounding.quotient(Int128(gross) * Int128(rate.millionths), by: divisor))
        }
    }

    private mutating func shareLineNet(_ net: Int64, of place: Int) {
        let members = lines.indices.filter { lines[$0].group == place }
        guard !members.isEmpty else { return }
        let parts = split(net, by: members.map { lines[$0].amount.minorUnits })
        for (member, part) in zip(members, parts) { lines[member].net = amount(part) }
    }

    private mutating func shareNet(
        _ net: Int64, of place: Int, over parts: inout [AdjustmentTotals]
    ) {
        let members = parts.indices.compactMap { index in
            parts[index].shares.firstIndex { $0.group == place }.map { (index, $0) }
        }
        let weights = members.map { parts[$0].shares[$1].amount.minorUnits }
        for ((index, share), part) in zip(members, split(net, by: weights)) {
            parts[index].shares[share].net = amount(part)
        }
    }

    private mutating func sumNets() {
        for index in takenOff.indices { takenOff[index].sumNet() }
        for index in charges.indices { charges[index].sumNet() }
    }
}

extension AdjustmentTotals {
    /// The parts sum to no more than the whole, which fits.
    fileprivate mutating func sumNet() {
        let units = shares.reduce(Int64(0)) { $0 + $1.net.minorUnits }
        net = Amount(minorUnits: units, in: amount.currency)
    }
}
