extension Rule {
    /// What is left to do is an issue; a mark in the code is forgotten.
    static let noLooseEnds = eachFile("no loose ends") { file in
        file.lines.enumerated().flatMap { index, line in
            marks.filter { line.containsWord($0) }.map { mark in
                file.violation(index + 1, "'\(mark)' will be forgotten; do it or open an issue.")
            }
        }
    }

    // Written in pieces, so that this file keeps its own rule.
    private static let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]
}

extension StringProtocol {
    /// Whether a word stands in the text with no letter or digit beside it.
    func containsWord(_ word: String) -> Bool {
        ranges(of: word).contains { range in
            let before = self[..<range.lowerBound].last
            let after = self[range.upperBound...].first
            return !(before.map(\.isWordPart) ?? false) && !(after.map(\.isWordPart) ?? false)
        }
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
