/// Which parts of two texts are the same, found by their longest common row of tokens.
///
/// It depends on nothing but the two, so every program finds the same.
struct TokenMatch {
    /// A pair of places whose tokens are the same; both places rise from pair to pair.
    struct Pair: Hashable {
        let left: Int
        let right: Int
    }

    /// The tokens that are compared in full; beyond, the middle of the texts counts as changed.
    static let cellsMax = 1 << 22

    private(set) var pairs: [Pair] = []

    init(_ left: [[UInt8]], _ right: [[UInt8]]) {
        let head = zip(left, right).prefix { $0 == $1 }.count
        let tailMax = min(left.count, right.count) - head
        let tail = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.prefix(tailMax).count
        pairs = (0..<head).map { Pair(left: $0, right: $0) }
        pairs += Self.middle(
            Array(left[head..<(left.count - tail)]), Array(right[head..<(right.count - tail)])
        ).map { Pair(left: $0.left + head, right: $0.right + head) }
        pairs += (0..<tail).map {
            Pair(left: left.count - tail + $0, right: right.count - tail + $0)
        }
    }

    private static func middle(_ left: [[UInt8]], _ right: [[UInt8]]) -> [Pair] {
        let width = right.count + 1
        guard !left.isEmpty, !right.isEmpty, (left.count + 1) * width <= cellsMax else {
            return []
        }
        var longest = [Int32](repeating: 0, count: (left.count + 1) * width)
        for row in left.indices.reversed() {
            for column in right.indices.reversed() {
                let below = longest[(row + 1) * width + column]
                let beside = longest[row * width + column + 1]
                longest[row * width + column] =
                    left[row] == right[column]
                    ? longest[(row + 1) * width + column + 1] + 1 : max(below, beside)
            }
        }
        return walk(left, right, longest)
    }

    private static func walk(_ left: [[UInt8]], _ right: [[UInt8]], _ longest: [Int32]) -> [Pair] {
        let width = right.count + 1
        var (row, column, pairs) = (0, 0, [Pair]())
        while row < left.count, column < right.count {
            if left[row] == right[column] {
                pairs.append(Pair(left: row, right: column))
                (row, column) = (row + 1, column + 1)
            } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return pairs
    }
}

/// How a text is cut into tokens that add up to it again.
enum Tokens {
    /// The lines, each with its end.
    static func lines(_ text: [UInt8]) -> [[UInt8]] { cut(text) { last, _ in last == 0x0a } }

    /// The words, and what stands between them.
    static func words(_ text: [UInt8]) -> [[UInt8]] {
        cut(text) { last, next in isBlank(last) != isBlank(next) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d ~= byte) }

    private static func cut(
        _ text: [UInt8], where ends: (_ last: UInt8, _ next: UInt8) -> Bool
    ) -> [[UInt8]] {
        guard !text.isEmpty else { return [] }
        var (tokens, token) = ([[UInt8]](), [text[0]])
        for index in text.indices.dropFirst() {
            if ends(text[index - 1], text[index]) {
                tokens.append(token)
                token = []
            }
            token.append(text[index])
        }
        return tokens + [token]
    }
}
