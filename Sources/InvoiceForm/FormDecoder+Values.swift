import Invoicing
import JSON
import Money

extension FormDecoder {
    /// A reason or a code: something, and not too much.
    mutating func words(_ value: JSONValue, max lengthMax: Int) -> String? {
        guard let text = text(value, max: lengthMax) else { return nil }
        guard !text.isEmpty else {
            refuse(expected: "1 to \(lengthMax) characters")
            return nil
        }
        return text
    }

    /// A string of at most so many characters.
    mutating func text(_ value: JSONValue, max lengthMax: Int) -> String? {
        guard case .string(let text) = value else {
            refuse(expected: "a string")
            return nil
        }
        // No text has more characters than bytes, and bytes are counted without looking.
        guard text.utf8.count <= lengthMax || text.unicodeScalars.count <= lengthMax else {
            refuse(expected: "at most \(lengthMax) characters")
            return nil
        }
        return text
    }

    /// `true` or `false`.
    mutating func bool(_ value: JSONValue) -> Bool? {
        guard case .bool(let truth) = value else {
            refuse(expected: "true or false")
            return nil
        }
        return truth
    }

    /// One of a few words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, of choices: Choice.Type
    ) -> Choice? {
        if case .string(let word) = value, let choice = Choice(rawValue: word) { return choice }
        let words = choices.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        refuse(expected: "one of \(words)")
        return nil
    }

    /// An exact decimal, from a string or a number.
    mutating func decimal(_ value: JSONValue) -> Decimal? {
        do throws(MoneyError) {
            switch value {
            case .string(let text): return try Decimal(text)
            case .integer(let whole): return Decimal(whole)
            case .number(let text): return try Decimal(jsonNumber: Array(text.utf8))
            case .null, .bool, .array, .object:
                refuse(expected: "a decimal number, best in quotation marks: \"12.50\"")
            }
        } catch {
            refuse(expected: error.expected)
        }
        return nil
    }

    /// A percentage.
    mutating func rate(_ value: JSONValue) -> Rate? {
        guard let percent = decimal(value) else { return nil }
        do throws(MoneyError) {
            return try Rate(percent: percent)
        } catch {
            refuse(expected: error.expected)
            return nil
        }
    }

    /// An amount in the form's currency.
    mutating func amount(_ value: JSONValue) -> Amount? {
        guard let major = decimal(value) else { return nil }
        // Without a currency the form is refused already; what else is wrong is still found.
        guard let currency else { return .zero(Self.anyCurrency) }
        do throws(MoneyError) {
            return try Amount(major, in: currency)
        } catch .tooManyDecimals(let allowed) {
            refuse(expected: "at most \(allowed) decimals, as \(currency.code) has")
        } catch {
            refuse(expected: error.expected)
        }
        return nil
    }

    /// A currency's code.
    mutating func currencyCode(_ value: JSONValue) -> Currency? {
        guard let code = text(value, max: 100) else { return nil }
        do throws(MoneyError) {
            return try Currency(code)
        } catch {
            refuse(expected: error.expected)
            return nil
        }
    }

    /// A value that the domain reads from a word.
    mutating func word<Value>(
        _ value: JSONValue, _ read: (String) throws(InvoicingError) -> Value
    ) -> Value? {
        guard let word = text(value, max: 100) else { return nil }
        do throws(InvoicingError) {
            return try read(word)
        } catch .malformed(let expected) {
            refuse(expected: expected)
        } catch {
            refuse(expected: "\(error)")
        }
        return nil
    }
}
