extension Terms: CustomStringConvertible {
    static let expectation = """
        terms such as "due immediately", "net 30", "end of next month", "net 14 end of month", \
        "end of month plus 10" or "15th of next month"
        """

    /// Reads terms as people write them, in any case and spacing.
    package init(_ text: String) throws(InvoicingError) {
        var reader = TermsReader(text)
        guard let terms = reader.terms(), reader.isAtEnd else {
            throw .malformed(expected: Self.expectation)
        }
        self = terms
    }

    /// The terms in words, as `init(_:)` reads them back.
    package var description: String {
        switch self {
        case .immediately: "due immediately"
        case .net(let days): "net \(days.count)"
        case .endOfMonth(let months): "end of \(Self.month(months))"
        case .netEndOfMonth(let days): "net \(days.count) end of month"
        case .endOfMonthPlus(let days): "end of month plus \(days.count)"
        case .day(let day, let months):
            "\(day.number)\(Self.ordinal(day.number)) of \(Self.month(months))"
        }
    }

    private static func month(_ months: Months) -> String {
        switch months.count {
        case 0: "month"
        case 1: "next month"
        default: "month in \(months.count) months"
        }
    }

    private static func ordinal(_ number: Int) -> String {
        if (11...13).contains(number) { return "th" }
        return switch number % 10 {
        case 1: "st"
        case 2: "nd"
        case 3: "rd"
        default: "th"
        }
    }
}

/// Reads the words and numbers of terms from left to right.
private struct TermsReader {
    private var words: ArraySlice<Substring>

    init(_ text: String) {
        words = Self.words(of: text.utf8.count <= 64 ? text.lowercased() : "")[...]
    }

    var isAtEnd: Bool { words.isEmpty }

    mutating func terms() -> Terms? {
        if takes("due", "immediately") || takes("immediately") || takes("due", "on", "receipt")
            || takes("on", "receipt")
        {
            return .immediately
        }
        if takes("eom") || takesEndOf("month") || takesEndOf("next", "month") {
            return endOfMonth()
        }
        if takes("net") { return number().flatMap { net($0) } }
        guard let first = number() else { return nil }
        if takes("st") || takes("nd") || takes("rd") || takes("th") { return day(first) }
        return takes("days") || takes("day") ? net(first) : nil
    }

    private mutating func net(_ count: Int) -> Terms? {
        _ = takes("days") || takes("day")
        if count == 0, isAtEnd { return .immediately }
        guard let days = try? Terms.Days(count) else { return nil }
        return takes("eom") || takesEndOf("month") ? .netEndOfMonth(days: days) : .net(days: days)
    }

    private mutating func endOfMonth() -> Terms? {
        if wasNext { return .endOfMonth(after: .one) }
        if takes("plus") || takes("+") {
            guard let count = number(), let days = try? Terms.Days(count) else { return nil }
            _ = takes("days") || takes("day")
            return .endOfMonthPlus(days: days)
        }
        return monthsAhead().map { .endOfMonth(after: $0) }
    }

    private mutating func day(_ number: Int) -> Terms? {
        guard let day = try? Terms.DayOfMonth(number), takes("of") else { return nil }
        if takes("next", "month") { return .day(day, monthsAfter: .one) }
        guard takes("month") else { return nil }
        return monthsAhead().map { .day(day, monthsAfter: $0) }
    }

    private mutating func monthsAhead() -> Terms.Months? {
        guard takes("in") else { return .zero }
        guard let count = number(), takes("months") || takes("month") else { return nil }
        return try? Terms.Months(count)
    }

    private var wasNext = false

    private mutating func takesEndOf(_ month: String...) -> Bool {
        guard words.starts(with: (["end", "of"] + month).map { Substring($0) }) else {
            return false
        }
        words = words.dropFirst(2 + month.count)
        wasNext = month.count == 2
        return true
    }

    private mutating func takes(_ expected: String...) -> Bool {
        guard words.starts(with: expected.map { Substring($0) }) else { return false }
        words = words.dropFirst(expected.count)
        return true
    }

    private mutating func number() -> Int? {
        guard let word = words.first, word.utf8.count <= 4, let value = Int(word), value >= 0,
            word.utf8.first != UInt8(ascii: "+")
        else { return nil }
        words = words.dropFirst()
        return value
    }

    /// Splits at spaces, and between digits and letters: "net30" and "net-30" are two words.
    private static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        for chunk in text.split(separator: " ") {
            var rest = chunk
            if chunk.hasPrefix("net-") {
                words.append("net")
                rest = chunk.dropFirst(4)
            }
            while let first = rest.first {
                let isDigit = first.isNumber
                let end = rest.firstIndex { $0.isNumber != isDigit } ?? rest.endIndex
                words.append(rest[..<end])
                rest = rest[end...]
            }
        }
        return words
    }
}
