import Money

extension Calculation {
    /// Stage 2: shares the document's parts out over the tax groups.
    ///
    /// Charges come first, then what is taken from one group alone, then what is split over all:
    /// a share never takes more than its group holds.
    mutating func addDocumentParts() {
        guard content.discount != nil || !content.allowances.isEmpty || !content.charges.isEmpty
        else { return }
        var base: Int64 = 0
        for group in groups { base = sum(base, group.lines, at: "lines") }
        let weights = groups.map(\.lines)
        addCharges(base: base, weights: weights)
        guard errors.isEmpty else { return }
        let own = content.allowances.enumerated().map { takeFromOne($1, base: base, at: $0) }
        if let discount = content.discount {
            takenOff.append(takeFromAll(discount, base: base, weights, at: discount.discountField))
        }
        for (index, allowance) in content.allowances.enumerated() {
            let path = "allowances[\(index)]"
            takenOff.append(
                own[index] ?? takeFromAll(allowance.adjustment, base: base, weights, at: path))
        }
    }

    private mutating func addCharges(base: Int64, weights: [Int64]) {
        for (index, charge) in content.charges.enumerated() {
            let path = "charges[\(index)]"
            let size = size(of: charge.adjustment, base: base, at: path)
            var parts: [Int64]
            if let tax = charge.tax {
                let place = group(of: tax, at: path)
                parts = [Int64](repeating: 0, count: place) + [size]
            } else {
                parts = split(size, by: weights)
            }
            for (place, part) in parts.enumerated() {
                groups[place].charges = sum(groups[place].charges, part, at: path)
                _ = sum(groups[place].lines, groups[place].charges, at: path)
            }
            charges.append(shared(charge.adjustment, size, base, parts))
        }
    }

    private mutating func takeFromOne(
        _ allowance: DocumentAdjustment, base: Int64, at index: Int
    ) -> AdjustmentTotals? {
        guard let tax = allowance.tax else { return nil }
        let path = "allowances[\(index)]"
        let place = group(of: tax, at: path)
        let part = allowance.adjustment
        let size = size(of: part, base: base, at: path)
        guard size <= groups[place].left else {
            refuse(path, "no more taken off than its tax group comes to")
            return shared(part, 0, base, [])
        }
        groups[place].allowances += size
        return shared(part, size, base, [Int64](repeating: 0, count: place) + [size])
    }

    private mutating func takeFromAll(
        _ adjustment: Adjustment, base: Int64, _ weights: [Int64], at path: String
    ) -> AdjustmentTotals {
        let size = size(of: adjustment, base: base, at: path)
        var parts = split(size, by: weights)
        var excess: Int64 = 0
        for place in parts.indices {
            let room = groups[place].left
            excess += max(parts[place] - room, 0)
            parts[place] = min(parts[place], room)
        }
        // What rounding put on a group that earlier parts have emptied goes to the first with room.
        for place in parts.indices where excess > 0 && weights[place] > 0 {
            let moved = min(groups[place].left - parts[place], excess)
            parts[place] += moved
            excess -= moved
        }
        guard excess == 0 else {
            refuse(path, "no more taken off than the lines come to")
            return shared(adjustment, 0, base, [])
        }
        for place in parts.indices { groups[place].allowances += parts[place] }
        return shared(adjustment, size, base, parts)
    }

    private func shared(
        _ adjustment: Adjustment, _ size: Int64, _ base: Int64, _ parts: [Int64]
    ) -> AdjustmentTotals {
        var shares: [AdjustmentTotals.Share] = []
        for (place, part) in parts.enumerated() where part != 0 {
            shares.append(.init(group: place, amount: amount(part), net: amount(part)))
        }
        var isPercent = false
        if case .percent = adjustment.size { isPercent = true }
        return AdjustmentTotals(
            base: isPercent ? amount(base) : nil, amount: amount(size), net: amount(size),
            shares: shares)
    }
}
