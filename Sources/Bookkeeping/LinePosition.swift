/// Where a line stands among those of its draft: texts that sort, with room between each two.
package enum LinePosition {
    private static let digitsMin = 4

    /// The position of a line by its place from 0, in a draft that is written at once.
    package static func at(_ place: Int) -> String {
        let digits = String(place, radix: 36)
        return "a" + String(repeating: "0", count: max(0, digitsMin - digits.utf8.count)) + digits
    }

    /// A position behind all of these.
    package static func after(_ positions: some Sequence<String>) -> String {
        guard let last = positions.max() else { return at(0) }
        let digits = last.dropFirst()
        guard last.hasPrefix("a"), digits.utf8.count == digitsMin,
            let place = Int(digits, radix: 36), place + 1 < 36 * 36 * 36 * 36
        else { return last + "5" }
        return at(place + 1)
    }
}
