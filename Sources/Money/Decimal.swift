/// An exact decimal number: a quantity, a unit price, an exchange rate.
///
/// Held as coefficient ÷ 10^scale in lowest form, so that equal numbers are equal values: "25",
/// "25.0" and "25.00" are one. No operation loses a digit unless it is told how to round, and
/// what does not fit is an error.
package struct Decimal: Hashable, Sendable {
    /// The most decimals a number can have.
    package static let scaleMax = 18

    /// The digits without the point; no trailing zero after the point.
    package let coefficient: Int64
    @usableFromInline let places: UInt8

    /// How many of the digits stand after the point.
    @inlinable package var scale: Int { Int(places) }

    /// Zero.
    package static let zero = Decimal(0)

    /// One.
    package static let one = Decimal(1)

    /// A whole number.
    package init(_ whole: Int64) {
        coefficient = whole
        places = 0
    }

    /// Takes digits and the number of them after the point, 0…18: (1250, 2) is 12.5.
    package init(_ coefficient: Int64, scale: Int) {
        precondition((0...Self.scaleMax).contains(scale), "a scale is 0…18")
        var digits = coefficient
        var places = scale
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        self.coefficient = digits
        self.places = UInt8(places)
    }

    /// Takes digits of any width and scale; an error unless the lowest form fits.
    package init(wide coefficient: Int128, scale: Int) throws(MoneyError) {
        var digits = coefficient
        var places = scale
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        guard (0...Self.scaleMax).contains(places), let word = Int64(exactly: digits) else {
            throw .overflow
        }
        self.coefficient = word
        self.places = UInt8(places)
    }

    /// Whether the number is below zero.
    package var isNegative: Bool { coefficient < 0 }

    /// Whether the number is zero.
    package var isZero: Bool { coefficient == 0 }
}

extension Decimal: ExpressibleByIntegerLiteral {
    /// A whole number written in the source.
    package init(integerLiteral value: Int64) { self.init(value) }
}

extension Decimal: Comparable {
    /// Orders by value.
    package static func < (left: Decimal, right: Decimal) -> Bool {
        if left.places == right.places { return left.coefficient < right.coefficient }
        // Nineteen digits times at most eighteen zeros fit into 128 bits.
        return Int128(left.coefficient) * PowerOfTen.wide(right.scale)
            < Int128(right.coefficient) * PowerOfTen.wide(left.scale)
    }
}
