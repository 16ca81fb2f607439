/// Computes an invoice straight from the formulas, with fractions and without haste: the second
/// opinion on the product's figures.
struct ReferenceCalculator {
    struct Figures: Equatable {
        var lineNets: [Int128] = []
        var groups: [[Int128]] = []
        var discount: [Int128] = []
        var allowances: [[Int128]] = []
        var charges: [[Int128]] = []
        var sums: [Int128] = []
    }

    struct Group {
        var name: String
        var percent: Fraction
        var members: [Int] = []
        var charged: [Int128] = []
        var taken: [Int128] = []
    }

    let sketch: Sketch
    var amounts: [Int128] = []
    var groups: [Group] = []
    /// One row a part, one column a group.
    var chargeRows: [[Int128]] = []
    var takenRows: [[Int128]] = []

    /// `nil` when more is taken off than is there.
    static func figures(of sketch: Sketch) -> Figures? {
        var calculator = ReferenceCalculator(sketch: sketch)
        guard calculator.readLines(), calculator.readParts() else { return nil }
        return calculator.figures()
    }

    private func round(_ fraction: Fraction) -> Int128 {
        fraction.rounded(down: sketch.roundsDown)
    }

    private func size(_ part: Sketch.Part, of base: Int128) -> Int128 {
        if let units = part.units { return Int128(units) }
        return round(Fraction(base) * Fraction(part.percent) / Fraction(100))
    }

    private mutating func place(_ tax: Sketch.Tax) -> Int {
        let percent = tax.percent.map { Fraction($0) } ?? Fraction(0)
        if let found = groups.firstIndex(where: {
            $0.name == tax.category && $0.percent == percent
        }) {
            return found
        }
        groups.append(Group(name: tax.category, percent: percent))
        return groups.count - 1
    }

    private mutating func readLines() -> Bool {
        let minor = Fraction(Fraction.tenToThe(sketch.decimals))
        for (index, line) in sketch.lines.enumerated() {
            let gross = round(
                Fraction(line.price) / Fraction(line.base) * Fraction(line.quantity) * minor)
            let off = ([line.discount].compactMap(\.self) + line.allowances)
                .reduce(Int128(0)) { $0 + size($1, of: gross) }
            let on = line.charges.reduce(Int128(0)) { $0 + size($1, of: gross) }
            guard gross + on - off >= 0 else { return false }
            amounts.append(gross + on - off)
            let place = place(line.tax)
            groups[place].members.append(index)
        }
        return true
    }

    private mutating func readParts() -> Bool {
        let base = amounts.reduce(0, +)
        let weights = groups.map { $0.members.map { amounts[$0] }.reduce(0, +) }
        for part in sketch.charges {
            chargeRows.append(row(size(part, of: base), to: part.tax, weights))
        }
        var left = weights
        func grown(_ row: [Int128]) -> [Int128] {
            row + Array(repeating: 0, count: groups.count - row.count)
        }
        left = grown(left)
        for row in chargeRows { for (place, part) in row.enumerated() { left[place] += part } }
        let parts = [sketch.discount].compactMap(\.self) + sketch.allowances
        takenRows = Array(repeating: [], count: parts.count)
        for (index, part) in parts.enumerated() where part.tax != nil {
            takenRows[index] = row(size(part, of: base), to: part.tax, weights)
            left = grown(left)
            for (place, part) in takenRows[index].enumerated() { left[place] -= part }
            guard left.allSatisfy({ $0 >= 0 }) else { return false }
        }
        for (index, part) in parts.enumerated() where part.tax == nil {
            var row = Self.largestRemainder(size(part, of: base), weights)
            guard fit(&row, into: left, weights) else { return false }
            takenRows[index] = row
            for (place, part) in row.enumerated() { left[place] -= part }
        }
        return true
    }

    /// What a group cannot bear goes to the first ones that can and have lines.
    private func fit(_ row: inout [Int128], into left: [Int128], _ weights: [Int128]) -> Bool {
        for place in row.indices {
            while row[place] > left[place] {
                let other = row.indices.first { row[$0] < left[$0] && weights[$0] > 0 }
                guard let other else { return false }
                let moved = min(row[place] - left[place], left[other] - row[other])
                row[place] -= moved
                row[other] += moved
            }
        }
        return true
    }

    private mutating func row(
        _ size: Int128, to tax: Sketch.Tax?, _ weights: [Int128]
    ) -> [Int128] {
        guard let tax else { return Self.largestRemainder(size, weights) }
        let place = place(tax)
        return (0...place).map { $0 == place ? size : 0 }
    }

    static func largestRemainder(_ total: Int128, _ weights: [Int128]) -> [Int128] {
        let whole = weights.reduce(0, +)
        guard whole > 0 else { return weights.indices.map { $0 == 0 ? total : 0 } }
        let exact = weights.map { Fraction(total) * Fraction($0, over: whole) }
        var parts = exact.map(\.floor)
        while parts.reduce(0, +) < total {
            // Each part gets at most one more, so a part's claim is what it still lacks.
            var best = 0
            for place in parts.indices
            where exact[place] - Fraction(parts[place]) > exact[best] - Fraction(parts[best]) {
                best = place
            }
            parts[best] += 1
        }
        return parts
    }
}
