/// Merges two texts that were made of one: by lines, and within lines that both changed by words.
///
/// It succeeds where no two changes touch each other, or both are the same; a person decides
/// otherwise. It is symmetric, and depends on nothing but the three texts.
package enum TextMerge {
    /// The merged text; `nil` where a person has to be asked.
    package static func merged(_ left: String, _ right: String, base: String) -> String? {
        let bytes = merged(
            Array(left.utf8), Array(right.utf8), base: Array(base.utf8), by: Tokens.lines
        ) { left, right, base in
            merged(left, right, base: base, by: Tokens.words) { _, _, _ in nil }
        }
        return bytes.flatMap { String(validating: $0, as: UTF8.self) }
    }

    private typealias Cutter = ([UInt8]) -> [[UInt8]]
    private typealias Fallback = (_ left: [UInt8], _ right: [UInt8], _ base: [UInt8]) -> [UInt8]?

    private static func merged(
        _ left: [UInt8], _ right: [UInt8], base: [UInt8], by cut: Cutter, else fallback: Fallback
    ) -> [UInt8]? {
        let (ours, theirs, common) = (cut(left), cut(right), cut(base))
        var result: [UInt8] = []
        var last = Anchor(base: 0, left: 0, right: 0)
        for next in anchors(common, ours, theirs) {
            let part = settled(
                ours[last.left..<next.left].flatMap(\.self),
                theirs[last.right..<next.right].flatMap(\.self),
                common[last.base..<next.base].flatMap(\.self), else: fallback)
            guard let part else { return nil }
            result += part
            if next.base < common.count { result += common[next.base] }
            last = Anchor(base: next.base + 1, left: next.left + 1, right: next.right + 1)
        }
        return result
    }

    /// What becomes of a part between two tokens that all three have.
    private static func settled(
        _ left: [UInt8], _ right: [UInt8], _ base: [UInt8], else fallback: Fallback
    ) -> [UInt8]? {
        if left == right || right == base { return left }
        return left == base ? right : fallback(left, right, base)
    }

    /// A token that all three have, by its places; or the end of all three.
    private struct Anchor {
        let base: Int
        let left: Int
        let right: Int
    }

    private static func anchors(
        _ base: [[UInt8]], _ left: [[UInt8]], _ right: [[UInt8]]
    ) -> [Anchor] {
        let places = Dictionary(
            TokenMatch(base, right).pairs.map { ($0.left, $0.right) }, uniquingKeysWith: { $1 })
        let common = TokenMatch(base, left).pairs.compactMap { pair in
            places[pair.left].map { Anchor(base: pair.left, left: pair.right, right: $0) }
        }
        return common + [Anchor(base: base.count, left: left.count, right: right.count)]
    }
}
