import Bytes
import Sync

/// Long texts of a run: three rows of two words. Each word tells its place and a digit, so that
/// whoever compares texts never takes one place for another.
enum Prose {
    static let rowsCount = 3
    static let wordsCount = 6

    /// The words of a text; none of an empty one.
    static func words(of text: String) -> [Substring] {
        text.split { $0 == " " || $0 == "\n" }
    }

    static func text(of words: [some StringProtocol]) -> String {
        stride(from: 0, to: words.count, by: 2).map { "\(words[$0]) \(words[$0 + 1])\n" }.joined()
    }

    static func word(_ place: Int, _ digit: Int) -> String { "word\(place)is\(digit)" }

    /// The text with other words in some places; the first text of all where there was none.
    static func text(_ before: String, with digits: [Int: Int]) -> String {
        var words = words(of: before).map(String.init)
        if words.isEmpty { words = (0..<wordsCount).map { word($0, 0) } }
        for (place, digit) in digits { words[place] = word(place, digit) }
        return text(of: words)
    }
}

extension World {
    /// A text in which somebody has changed a word or two.
    mutating func rewritten(_ view: View, _ sight: Sight, on laptop: Int) -> Value {
        let before = view.looks[RegisterKey(Trade.prose)]?.value.prose ?? ""
        var digits = [dice.below(Prose.wordsCount): 1 + dice.below(6)]
        if dice.happens(percent: 20) {
            digits[dice.below(Prose.wordsCount)] = 1 + dice.below(6)
        }
        return text(Prose.text(before, with: digits), over: sight, on: laptop)
    }

    /// A text as it is written in the place of the one that is shown.
    func text(_ text: String, over sight: Sight, on laptop: Int) -> Value {
        let shown = sight[RegisterKey(Trade.prose)]
        return laptops[laptop].disk.copy.textEdit(text, over: shown).value
    }
}
