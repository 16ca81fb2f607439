package import Money

extension FieldGatherer {
    /// Reads one of a few words; nothing when it is left empty.
    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String, _ text: String?
    ) -> Choice? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        let choice = Choice(rawValue: text)
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        expect(choice != nil, field, "one of \(words)")
        return choice
    }

    /// Reads a decimal of a range and with at most so many decimals.
    package mutating func decimal(
        _ field: String, _ text: String?, in range: ClosedRange<Decimal>, decimalsMax: Int
    ) -> Decimal? {
        guard let value = optional(field, text, { (text) throws(MoneyError) in try Decimal(text) })
        else { return nil }
        expect(
            range.contains(value) && value.scale <= decimalsMax, field,
            "a number between \(range.lowerBound) and \(range.upperBound) with at most "
                + "\(decimalsMax) decimals")
        return value
    }

    /// Reads a whole number of a range.
    package mutating func whole(
        _ field: String, _ text: String?, in range: ClosedRange<Int>
    ) -> Int? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        let value = text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
        let isExpected = value.map(range.contains) ?? false
        expect(
            isExpected, field, "a whole number between \(range.lowerBound) and \(range.upperBound)")
        return isExpected ? value : nil
    }

    /// Reads "true" or "false".
    package mutating func flag(_ field: String, _ text: String?) -> Bool? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        expect(["true", "false"].contains(text), field, "true or false")
        return text == "true"
    }
}

extension Currency {
    /// Reads three letters in any case.
    init(word text: String) throws(MoneyError) {
        try self.init(text.utf8.prefix(8).map(\.uppercased))
    }
}
