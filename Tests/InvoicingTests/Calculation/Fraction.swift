/// A quotient of whole numbers, exact. What does not fit stops the test.
struct Fraction: Equatable, Comparable {
    let above: Int128
    let below: Int128

    init(_ above: Int128, over below: Int128 = 1) {
        precondition(below > 0)
        // Reduced only when it grows, since most fractions of an invoice stay small.
        if above < Self.small, below < Self.small {
            self.above = above
            self.below = below
        } else {
            let divisor = Int128(Self.commonDivisor(above.magnitude, below.magnitude))
            self.above = above / divisor
            self.below = below / divisor
        }
    }

    init(_ number: Sketch.Number) {
        self.init(Int128(number.digits), over: Self.tenToThe(number.places))
    }

    static func tenToThe(_ exponent: Int) -> Int128 { powers[exponent] }

    private static let powers: [Int128] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
    private static let small: Int128 = 4_000_000_000_000_000_000
    private static let half = Fraction(1, over: 2)

    private static func commonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return max(left, 1)
    }

    static func + (left: Fraction, right: Fraction) -> Fraction {
        left.below == right.below
            ? Fraction(left.above + right.above, over: left.below)
            : Fraction(
                left.above * right.below + right.above * left.below,
                over: left.below * right.below)
    }

    static func - (left: Fraction, right: Fraction) -> Fraction {
        left + Fraction(-right.above, over: right.below)
    }

    static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.above * right.above, over: left.below * right.below)
    }

    static func / (left: Fraction, right: Fraction) -> Fraction {
        precondition(right.above > 0)
        return Fraction(left.above * right.below, over: left.below * right.above)
    }

    static func < (left: Fraction, right: Fraction) -> Bool {
        guard left.below != right.below else { return left.above < right.above }
        let (one, other) = (
            left.above.multipliedFullWidth(by: right.below),
            right.above.multipliedFullWidth(by: left.below)
        )
        return (one.high, one.low) < (other.high, other.low)
    }

    static func == (left: Fraction, right: Fraction) -> Bool {
        guard left.below != right.below else { return left.above == right.above }
        return !(left < right) && !(right < left)
    }

    /// The largest whole number that is not larger.
    var floor: Int128 {
        let quotient = above / below
        return above % below < 0 ? quotient - 1 : quotient
    }

    /// To the nearest whole number, halves away from zero; or towards zero.
    func rounded(down: Bool) -> Int128 {
        if above < 0 { return -Fraction(-above, over: below).rounded(down: down) }
        return down ? floor : (self + Self.half).floor
    }
}
