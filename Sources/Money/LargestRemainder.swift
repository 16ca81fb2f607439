/// Splits a whole number in proportion to weights so that the parts sum to it exactly.
///
/// Each part is first rounded down (towards zero); what is missing goes unit by unit to the parts
/// with the largest remainders, and among equal ones to the first. When every weight is zero the
/// first part takes all.
package enum LargestRemainder {
    /// The parts of the total, one per weight; weights are zero or above.
    package static func split(
        _ total: Int64, by weights: [Int64]
    ) throws(MoneyError) -> [Int64] {
        guard let last = weights.indices.last else { throw .divisionByZero }
        guard weights.allSatisfy({ $0 >= 0 }) else { throw .negativeWeight }
        let whole = weights.reduce(into: Int128(0)) { $0 += Int128($1) }
        var parts = [Int64](repeating: 0, count: weights.count)
        guard whole > 0, last > 0 else {
            parts[0] = total
            return parts
        }
        var remainders = [Int128](repeating: 0, count: weights.count)
        var missing = Int128(total.magnitude)
        for index in weights.indices {
            let product = Int128(total.magnitude) * Int128(weights[index])
            let (part, remainder) = product.quotientAndRemainder(dividingBy: whole)
            parts[index] = Int64(truncatingIfNeeded: part)
            remainders[index] = remainder
            missing -= part
        }
        for index in ranked(remainders).prefix(Int(missing)) { parts[index] += 1 }
        // A negative total mirrors the positive one; the smallest Int64 wraps onto itself rightly.
        return total < 0 ? parts.map { 0 &- $0 } : parts
    }

    /// The amounts of a split of an amount.
    package static func split(
        _ total: Amount, by weights: [Int64]
    ) throws(MoneyError) -> [Amount] {
        try split(total.minorUnits, by: weights).map {
            Amount(minorUnits: $0, in: total.currency)
        }
    }

    private static func ranked(_ remainders: [Int128]) -> [Int] {
        remainders.indices.sorted { left, right in
            remainders[left] == remainders[right]
                ? left < right : remainders[left] > remainders[right]
        }
    }
}
