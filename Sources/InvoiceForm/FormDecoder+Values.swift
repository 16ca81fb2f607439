import Invoicing
import JSON
import Money

extension FormDecoder {
    /// A string of at most so many characters.
    mutating func text(max lengthMax: Int) throws(JSONError) -> String? {
        guard try expect(.string, "a string") else { return nil }
        let text = try reader.string()
        // No text has more characters than bytes, and bytes are counted without looking.
        guard text.utf8.count <= lengthMax || text.unicodeScalars.count <= lengthMax else {
            refuse(expected: "at most \(lengthMax) characters")
            return nil
        }
        return text
    }

    /// `true` or `false`.
    mutating func bool() throws(JSONError) -> Bool? {
        guard try expect(.bool, "true or false") else { return nil }
        return try reader.bool()
    }

    /// One of a few words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ choices: Choice.Type
    ) throws(JSONError) -> Choice? {
        let words = choices.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        guard try expect(.string, "one of \(words)") else { return nil }
        let choice = Choice(rawValue: try reader.string())
        if choice == nil { refuse(expected: "one of \(words)") }
        return choice
    }

    /// An exact decimal, from a string or a number.
    mutating func decimal() throws(JSONError) -> Decimal? {
        let kind = try reader.kind()
        let digits: [UInt8]
        switch kind {
        case .string: digits = Array(try reader.string().utf8)
        case .number: digits = try reader.number()
        default:
            refuse(expected: "a decimal number, best in quotation marks: \"12.50\"")
            try reader.skip()
            return nil
        }
        do throws(MoneyError) {
            return kind == .number
                ? try Decimal(jsonNumber: digits) : try Decimal(plain: digits)
        } catch {
            refuse(expected: error.expected)
            return nil
        }
    }

    /// A percentage.
    mutating func rate() throws(JSONError) -> Rate? {
        guard let percent = try decimal() else { return nil }
        do throws(MoneyError) {
            return try Rate(percent: percent)
        } catch {
            refuse(expected: error.expected)
            return nil
        }
    }

    /// An amount in the form's currency.
    mutating func amount() throws(JSONError) -> Amount? {
        guard let major = try decimal() else { return nil }
        // Without a currency the form is refused already; what else is wrong is still found.
        guard let currency else { return .zero(Self.anyCurrency) }
        do throws(MoneyError) {
            return try Amount(major, in: currency)
        } catch {
            refuse(expected: "\(error.expected), as \(currency.code) has")
            return nil
        }
    }

    /// A currency's code.
    mutating func currencyCode() throws(JSONError) -> Currency? {
        guard let code = try text(max: 100) else { return nil }
        do throws(MoneyError) {
            return try Currency(code)
        } catch {
            refuse(expected: error.expected)
            return nil
        }
    }

    /// A value that the domain reads from a word.
    mutating func word<Value>(
        _ read: (String) throws(InvoicingError) -> Value
    ) throws(JSONError) -> Value? {
        guard let word = try text(max: 100) else { return nil }
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
