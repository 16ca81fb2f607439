/// How soon somebody finds a password who tries what people choose: words, names, keys that lie
/// side by side, years, repetitions, and letters written as digits.
///
/// A password is cut into such pieces in the cheapest way; each bit more takes twice as long to
/// guess. Three words of everyday language are enough, and so are ten letters that make no word; a
/// word with a number behind it is not.
enum PasswordGuess {
    /// Thirty million attempts: far more than the limits of signing in let anybody make.
    private static let bitsMin = 25.0
    /// Beyond so many scalars nothing changes any more.
    private static let scalarsMax = 128

    /// Whether it is among what is tried first.
    static func isCommon(_ password: String) -> Bool { bits(of: password) < bitsMin }

    /// How many bits it takes at least to find it.
    static func bits(of password: String) -> Double {
        let signs = password.unicodeScalars.prefix(scalarsMax).map(PasswordSign.init)
        var cheapest = [0.0]
        for end in 1...max(1, signs.count) where end <= signs.count {
            var best = cheapest[end - 1] + signs[end - 1].bits
            for start in 0..<end {
                guard let cost = cost(of: start..<end, in: signs) else { continue }
                best = min(best, cheapest[start] + cost)
            }
            cheapest.append(best)
        }
        return cheapest[signs.count]
    }

    /// What a piece costs that people choose as one; nothing when it is none.
    private static func cost(of range: Range<Int>, in signs: [PasswordSign]) -> Double? {
        let piece = signs[range]
        return [
            wordCost(piece), rowCost(piece), numberCost(piece), repetitionCost(range, in: signs),
        ].compactMap(\.self).min()
    }

    private static func wordCost(_ piece: ArraySlice<PasswordSign>) -> Double? {
        guard PasswordWords.lengths.contains(piece.count), piece.contains(where: \.isLetter),
            PasswordWords.contains(piece.map(\.folded))
        else { return nil }
        // Which letters are large, and which are written as digits, follows habits.
        let capitals = piece.contains(where: \.isCapital) ? 1.0 : 0
        let digits = piece.contains { !$0.isLetter } ? 1.5 : 0
        return PasswordWords.bits + capitals + digits
    }

    /// Keys that lie side by side, the alphabet, forwards and backwards.
    private static func rowCost(_ piece: ArraySlice<PasswordSign>) -> Double? {
        guard piece.count >= 3 else { return nil }
        return KeyboardRows.contains(piece.map(\.small)) ? 8 : nil
    }

    /// Years and days.
    private static func numberCost(_ piece: ArraySlice<PasswordSign>) -> Double? {
        guard piece.allSatisfy(\.isDigit) else { return nil }
        let digits = piece.map { Int($0.small.value) - 0x30 }
        switch digits.count {
        case 4 where [[1, 9], [2, 0]].contains(Array(digits.prefix(2))): return 6
        case 6, 8:
            let pairs = stride(from: 0, to: 4, by: 2).map { 10 * digits[$0] + digits[$0 + 1] }
            return pairs.allSatisfy { (1...31).contains($0) } ? 13 : nil
        default: return nil
        }
    }

    /// What stands there for the second time in a row.
    private static func repetitionCost(
        _ range: Range<Int>, in signs: [PasswordSign]
    ) -> Double? {
        guard range.lowerBound >= range.count else { return nil }
        let before = signs[(range.lowerBound - range.count)..<range.lowerBound]
        return before.map(\.small) == signs[range].map(\.small) ? 1 : nil
    }
}

/// One sign of a password.
private struct PasswordSign {
    let scalar: Unicode.Scalar
    /// As a small letter.
    let small: Unicode.Scalar
    /// As the letter that it may stand for.
    let folded: Unicode.Scalar

    init(_ scalar: Unicode.Scalar) {
        self.scalar = scalar
        small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        folded = PasswordWords.folded(small)
    }

    var isDigit: Bool { ("0"..."9").contains(scalar) }
    var isLetter: Bool { scalar.properties.isAlphabetic }
    var isCapital: Bool { small != scalar }

    /// What it costs to guess it by itself.
    var bits: Double {
        if isDigit { return 3.3 }
        if " -_.!".unicodeScalars.contains(scalar) { return 3 }
        return isCapital ? 5.7 : 4.7
    }
}
