extension NumberPattern {
    /// What a printed number says.
    package struct Reading: Hashable, Sendable {
        /// The year, where the pattern has one.
        package let year: Int?
        /// The series, where the pattern has one.
        package let series: String?
        /// The count.
        package let count: Int
    }

    /// Reads a printed number back; `nil` when the pattern prints no such number.
    package func reading(of number: String) -> Reading? {
        let values = Self.fields(of: pieces)
        let words = number.utf8.split(
            omittingEmptySubsequences: false, whereSeparator: Self.signs.contains)
        let between = number.utf8.filter(Self.signs.contains)
        guard number.utf8.count <= Self.lengthMax, words.count == values.fields.count,
            between == values.signs
        else { return nil }
        var year: Int?
        var series: String?
        var count: Int?
        for (word, field) in zip(words, values.fields) {
            guard let middle = field.middle(of: Array(word)) else { return nil }
            let text = String(decoding: middle, as: UTF8.self)
            switch field.value {
            case .year: year = text.utf8.count == 4 ? Int(text) : nil
            case .series: series = text
            case .count: count = Int(text)
            case .literal, nil: break
            }
        }
        guard let count, let series = try? series ?? SeriesCode("X").text,
            let code = try? SeriesCode(series),
            printed(year: year ?? 1, series: code, count: count) == number
        else { return nil }
        return Reading(
            year: year, series: pieces.contains(.series) ? series : nil, count: count)
    }

    /// Whether no number can be printed by both.
    package func isDistinct(from other: NumberPattern) -> Bool {
        let mine = Self.fields(of: pieces)
        let others = Self.fields(of: other.pieces)
        guard mine.signs == others.signs else { return true }
        return zip(mine.fields, others.fields).contains { $0.isDistinct(from: $1) }
    }

    /// What stands between two signs: literal text around at most one value.
    private struct Field {
        var before: [UInt8] = []
        var value: Piece?
        var after: [UInt8] = []

        func middle(of word: [UInt8]) -> ArraySlice<UInt8>? {
            guard word.count >= before.count + after.count, word.starts(with: before),
                word.reversed().starts(with: after.reversed())
            else { return nil }
            return word[before.count..<word.count - after.count]
        }

        /// Two fields differ for certain when they begin or end with different kinds of characters.
        func isDistinct(from other: Field) -> Bool {
            if value == nil, other.value == nil { return before != other.before }
            return ends(\.first, before + after).isDisjoint(
                with: other.ends(\.first, other.before + other.after))
                || ends(\.last, after).isDisjoint(with: other.ends(\.last, other.after))
        }

        private func ends(_ end: KeyPath<[UInt8], UInt8?>, _ text: [UInt8]) -> Set<UInt8> {
            let literal = value == nil ? before : end == \.first ? before : after
            if let byte = literal[keyPath: end] { return [byte] }
            let digits = Set("0123456789".utf8)
            switch value {
            case .year, .count: return digits
            case .series: return digits.union("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
            case .literal, nil: return []
            }
        }
    }

    private static func fields(of pieces: [Piece]) -> (fields: [Field], signs: [UInt8]) {
        var fields = [Field()]
        var between: [UInt8] = []
        for piece in pieces {
            guard case .literal(let text) = piece else {
                fields[fields.count - 1].value = piece
                continue
            }
            for byte in text.utf8 {
                if signs.contains(byte) {
                    between.append(byte)
                    fields.append(Field())
                } else if fields[fields.count - 1].value == nil {
                    fields[fields.count - 1].before.append(byte)
                } else {
                    fields[fields.count - 1].after.append(byte)
                }
            }
        }
        return (fields, between)
    }
}
