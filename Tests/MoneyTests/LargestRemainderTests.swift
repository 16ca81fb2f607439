import Money
import Seeds
import Testing

struct LargestRemainderTests {
    @Test(
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]),
            (5, [0, 1, 1], [0, 3, 2]), (1, [1, 1], [1, 0]), (7, [5], [7]), (7, [0, 0], [7, 0]),
            (0, [3, 4], [0, 0]), (10, [1, 2, 3], [2, 3, 5]), (3, [1, 1, 1, 1], [1, 1, 1, 0]),
        ] as [(Int64, [Int64], [Int64])])
    func `what is left goes to the largest remainders, the first among equals`(
        total: Int64, weights: [Int64], parts: [Int64]
    ) throws {
        #expect(try LargestRemainder.split(total, by: weights) == parts)
    }

    @Test func `no unit is lost and no part is off by a whole one`() throws {
        var random = SeededGenerator(seed: 3)
        for round in 0..<3_000 {
            let size: Int64 = round % 3 == 0 ? .max : 10_000
            let total = Int64.random(in: -size...size, using: &random)
            let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Int64.random(in: 0...size, using: &random)
            }
            let parts = try LargestRemainder.split(total, by: weights)
            #expect(parts.reduce(into: Int128(0)) { $0 += Int128($1) } == Int128(total))
            let whole = weights.reduce(into: Int128(0)) { $0 += Int128($1) }
            guard whole > 0 else { continue }
            for (part, weight) in zip(parts, weights) {
                let exact = (Int128(total) * Int128(weight)) / whole
                #expect(abs(Int128(part) - exact) <= 1)
            }
        }
    }

    @Test func `the extremes are split without a trap`() throws {
        #expect(try LargestRemainder.split(.min, by: [.max]) == [.min])
        let parts = try LargestRemainder.split(.min, by: [.max, .max])
        #expect(parts == [.min / 2, .min / 2])
    }

    @Test func `nobody and negative weights are refused`() {
        #expect(throws: MoneyError.divisionByZero) { try LargestRemainder.split(1, by: []) }
        #expect(throws: MoneyError.negativeWeight) { try LargestRemainder.split(1, by: [2, -1]) }
    }
}
