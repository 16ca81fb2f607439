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
        guard !weights.isEmpty else { throw .divisionByZero }
        guard weights.allSatisfy({ $0 >= 0 }) else { throw .negativeWeight }
        if weights.count == 1 { return [total] }
        var parts: [Int64]
        if let whole = sum(weights), let most = weights.max(),
            !total.magnitude.multipliedReportingOverflow(by: most.magnitude).overflow
        {
            parts = split(total.magnitude, by: weights, summingTo: UInt64(whole))
        } else {
            let whole = weights.reduce(into: UInt128(0)) { $0 += UInt128($1) }
            parts = split(UInt128(total.magnitude), by: weights, summingTo: whole)
        }
        // A negative total mirrors the positive one; the smallest Int64 wraps onto itself rightly.
        if total < 0 { for index in parts.indices { parts[index] = 0 &- parts[index] } }
        return parts
    }

    private static func sum(_ weights: [Int64]) -> Int64? {
        var whole: Int64 = 0
        for weight in weights {
            let (sum, isOver) = whole.addingReportingOverflow(weight)
            guard !isOver else { return nil }
            whole = sum
        }
        return whole
    }

    @inline(__always)
    private static func split<Word: FixedWidthInteger & UnsignedInteger>(
        _ total: Word, by weights: [Int64], summingTo whole: Word
    ) -> [Int64] {
        var parts = [Int64](repeating: 0, count: weights.count)
        guard whole > 0 else {
            parts[0] = Int64(truncatingIfNeeded: total)
            return parts
        }
        var remainders = [Word](repeating: 0, count: weights.count)
        var missing = total
        for index in weights.indices {
            let product = total * Word(weights[index])
            let (part, remainder) = product.quotientAndRemainder(dividingBy: whole)
            parts[index] = Int64(truncatingIfNeeded: part)
            remainders[index] = remainder
            missing -= part
        }
        guard missing > 0 else { return parts }
        for index in ranked(remainders).prefix(Int(missing)) { parts[index] &+= 1 }
        return parts
    }

    /// The amounts of a split of an amount.
    package static func split(
        _ total: Amount, by weights: [Int64]
    ) throws(MoneyError) -> [Amount] {
        try split(total.minorUnits, by: weights).map {
            Amount(minorUnits: $0, in: total.currency)
        }
    }

    private static func ranked<Word: Comparable>(_ remainders: [Word]) -> [Int] {
        remainders.indices.sorted { left, right in
            remainders[left] == remainders[right]
                ? left < right : remainders[left] > remainders[right]
        }
    }
}
