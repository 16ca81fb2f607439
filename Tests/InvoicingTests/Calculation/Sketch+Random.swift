import Seeds

extension Sketch {
    private static let currencies = [
        ("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4),
    ]

    /// A random invoice: mostly small, sometimes odd, sometimes one that must be refused.
    static func random(_ random: inout SeededGenerator) -> Sketch {
        let (currency, decimals) = currencies[Int.random(in: 0..<5, using: &random)]
        let isOutOfScope = random.oneIn(20)
        let count =
            random.oneIn(50)
            ? Int.random(in: 8...24, using: &random)
            : Int.random(in: 1...3, using: &random)
        let lines = (0..<count).map { _ in Line.random(isOutOfScope, &random) }
        var sketch = Sketch(
            currency: currency, decimals: decimals, includesTax: random.oneIn(2),
            roundsDown: random.oneIn(4), lines: lines,
            paid: random.oneIn(3) ? Int64.random(in: 0...5_000, using: &random) : 0,
            rounding: random.oneIn(5) ? Int64.random(in: -5...5, using: &random) : 0)
        if random.oneIn(3) { sketch.discount = .random(most: 50, &random) }
        let parts = random.oneIn(2) ? 0 : Int.random(in: 1...2, using: &random)
        for _ in 0..<parts {
            sketch.allowances.append(.random(most: 40, of: lines, &random))
            sketch.charges.append(.random(most: 40, of: lines, &random))
        }
        return sketch
    }
}

extension Sketch.Line {
    static func random(_ isOutOfScope: Bool, _ random: inout SeededGenerator) -> Sketch.Line {
        let isLarge = random.oneIn(50)
        var line = Sketch.Line(
            price: .random(below: isLarge ? 9_000_000_000 : 60_000, &random),
            quantity: .random(below: random.oneIn(2) ? 12 : 3_000, &random),
            base: Sketch.Number(digits: 1, places: 0), tax: .random(isOutOfScope, &random))
        if !isLarge, random.oneIn(6) {
            line.base = Sketch.Number(
                digits: Int64.random(in: 1...1_500, using: &random),
                places: Int.random(in: 0...3, using: &random))
        }
        if random.oneIn(4) { line.discount = .random(most: 30, &random) }
        if random.oneIn(6) { line.allowances = [.random(most: 20, &random)] }
        if random.oneIn(6) {
            line.charges = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                .random(most: 300, &random)
            }
        }
        return line
    }
}

extension Sketch.Number {
    static func random(below: Int64, _ random: inout SeededGenerator) -> Sketch.Number {
        Sketch.Number(
            digits: Int64.random(in: 0..<below, using: &random),
            places: random.oneIn(3)
                ? Int.random(in: 0...6, using: &random) : Int.random(in: 0...2, using: &random))
    }
}

extension Sketch.Part {
    static func random(
        most percent: Int64, of lines: [Sketch.Line] = [], _ random: inout SeededGenerator
    ) -> Sketch.Part {
        var part = Sketch.Part()
        if random.oneIn(2) {
            part.units = Int64.random(in: 0...(random.oneIn(8) ? 3_000 : 60), using: &random)
        } else {
            let places = Int.random(in: 0...4, using: &random)
            let scale: Int64 = [1, 10, 100, 1_000, 10_000][places]
            part.percent = Sketch.Number(
                digits: Int64.random(in: 0...(percent * scale), using: &random), places: places)
            if random.oneIn(6) { part.percent = Sketch.Number(digits: 50, places: 0) }
        }
        if random.oneIn(3) { part.tax = lines.randomElement(using: &random)?.tax }
        return part
    }
}

extension Sketch.Tax {
    /// Digits and decimals; some are one rate, written differently.
    private static let rates: [(Int64, Int)] = [
        (25, 0), (2_500, 2), (250, 1), (19, 0), (7, 0), (55, 1), (9_975, 3), (10, 0),
        (1, 4), (8, 0), (1_000, 0), (210_000, 4),
    ]

    static func random(_ isOutOfScope: Bool, _ random: inout SeededGenerator) -> Sketch.Tax {
        if isOutOfScope { return Sketch.Tax(category: "O") }
        let zero = Sketch.Number(digits: 0, places: 0)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return Sketch.Tax(category: "Z", percent: random.oneIn(2) ? zero : nil)
        case 1: return Sketch.Tax(category: "E", percent: zero)
        case 2: return Sketch.Tax(category: ["AE", "K", "G"].randomElement(using: &random) ?? "G")
        case 3:
            return Sketch.Tax(
                category: random.oneIn(2) ? "L" : "M",
                percent: random.oneIn(3) ? zero : Sketch.Number(digits: 65, places: 1))
        default:
            let (digits, places) = rates[Int.random(in: rates.indices, using: &random)]
            return Sketch.Tax(
                category: "S", percent: Sketch.Number(digits: digits, places: places))
        }
    }
}

extension SeededGenerator {
    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }
}
