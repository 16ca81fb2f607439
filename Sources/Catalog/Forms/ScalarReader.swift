import Bytes
import Invoicing
import JSON
import Money
import Sync

/// Why a value was not accepted.
struct Refusal: Error {
    let expectation: String
}

/// Reads what is no group and no list: the one canonical value of whatever way it is written in.
struct ScalarReader {
    private let type: FieldType

    init(_ type: FieldType) { self.type = type }

    func value(of json: JSONValue) -> Result<Value, Refusal> {
        switch (type, json) {
        case (.text(let max), .string(let text)): plain(text, max: max, isLine: true)
        case (.lines(let max), .string(let text)): plain(text, max: max, isLine: false)
        case (.choice(let words), .string(let word)) where !word.isEmpty: choice(word, of: words)
        case (.bool, .bool(let flag)): .success(.bool(flag))
        case (.whole(let range), .integer(let number)) where range.contains(number):
            .success(.integer(number))
        case (.money, .object(let form)): money(form)
        case (.decimal, _), (.rate, _): number(json)
        case (_, .string(let text)) where !text.isEmpty: written(text)
        case (_, .string) where !isWord: .success(.empty)
        default: .failure(refusal)
        }
    }

    /// What the reader wants to have.
    private var refusal: Refusal {
        let expectation =
            switch type {
            case .text, .lines: "A text is expected."
            case .choice(let words): "One of \(words.joined(separator: ", ")) is expected."
            case .bool: "true or false is expected."
            case .whole(let range):
                "A whole number from \(range.lowerBound) to \(range.upperBound) is expected."
            case .decimal(let places):
                "A decimal number of at most \(places) places is expected, such as \"12.5\"."
            case .rate: "A percentage from 0 to 1000 is expected, such as \"19\"."
            case .money:
                "An object is expected, with value and currency, such as \"12.50\" and \"EUR\"."
            case .currency: "A currency's code is expected, such as \"EUR\"."
            case .terms: "Terms are expected, such as \"net 30\"."
            case .date: "A day is expected, as YYYY-MM-DD."
            case .time: "A time is expected, as HH:MM."
            case .moment: "A time in UTC is expected, as 2026-11-21T14:30:00Z."
            case .reference(let collection): "The id of \(collection.article) is expected."
            case .link(let collections):
                "A name and an id are expected, such as \(collections.first?.name ?? "")/ID."
            case .identity: "An id is expected."
            case .change: "A change's name is expected."
            case .hash: "A SHA-256 of 64 hexadecimal digits is expected."
            case .bytes: "Nothing is expected here from a form."
            case .list, .group: "Something else is expected."
            }
        return Refusal(expectation: expectation)
    }

    private var isWord: Bool {
        switch type {
        case .choice, .bool, .whole: true
        default: false
        }
    }

    /// One of the words, byte by byte: for Swift, a text is also equal to one of other characters
    /// that look alike.
    private func choice(_ word: String, of words: [String]) -> Result<Value, Refusal> {
        words.first { $0.utf8.elementsEqual(word.utf8) }.map { .success(.text($0)) }
            ?? .failure(refusal)
    }

    private func plain(_ text: String, max: Int, isLine: Bool) -> Result<Value, Refusal> {
        guard text.unicodeScalars.count <= max else {
            return .failure(Refusal(expectation: "At most \(max) characters are allowed."))
        }
        let isPlain = text.unicodeScalars.allSatisfy {
            !$0.steersTheTerminal || (!isLine && ($0 == "\n" || $0 == "\t"))
        }
        guard isPlain else {
            return .failure(Refusal(expectation: "Control characters are not allowed."))
        }
        return .success(text.isEmpty ? .empty : .text(text))
    }

    private func number(_ json: JSONValue) -> Result<Value, Refusal> {
        let number: Decimal? =
            switch json {
            case .string(let text): try? Decimal(text)
            case .integer(let whole): Decimal(whole)
            case .number(let text): try? Decimal(jsonNumber: Array(text.utf8))
            default: nil
            }
        if json == .string("") { return .success(.empty) }
        guard let number, isWithin(number) else { return .failure(refusal) }
        return .success(.text(number.description))
    }

    private func isWithin(_ number: Decimal) -> Bool {
        if case .decimal(let places) = type {
            return number.scale <= places && number >= Self.decimalMin && number <= Self.decimalMax
        }
        return (try? Rate(percent: number)) != nil
    }

    private static let decimalMax: Decimal = 999_999_999_999
    private static let decimalMin: Decimal = -999_999_999_999

    /// No number of amounts that a book can hold comes to more than a sum takes.
    private static let minorUnitsMax: UInt64 = 999_999_999_999_999

    private func money(_ form: [String: JSONValue]) -> Result<Value, Refusal> {
        guard form.count == 2, let text = form["value"]?.string,
            let code = form["currency"]?.string
        else { return .failure(refusal) }
        do throws(MoneyError) {
            let amount = try Amount(text, in: try Currency(code))
            guard amount.minorUnits.magnitude <= Self.minorUnitsMax else {
                return .failure(Refusal(expectation: "An amount of at most 15 digits is expected."))
            }
            return .success(amount.value)
        } catch {
            return .failure(Refusal(expectation: Self.sentence(error)))
        }
    }

    private static func sentence(_ error: MoneyError) -> String {
        let words = "\(error)"
        return words.prefix(1).uppercased() + words.dropFirst() + "."
    }

    private func written(_ text: String) -> Result<Value, Refusal> {
        let value: Value? =
            switch type {
            case .currency: (try? Currency(text)).map { .text($0.code) }
            case .terms: (try? Terms(text)).map { .text($0.description) }
            case .date: (try? CivilDate(text)).map { .text($0.description) }
            case .time: ClockText.time(text).map { .text($0) }
            case .moment: ClockText.moment(text).map { .integer($0.seconds) }
            case .reference, .identity: RecordID(text: text).map { .bytes($0.bytes) }
            case .link(let collections): link(text, to: collections)
            case .hash: Hexadecimal.bytes(text).flatMap { $0.count == 32 ? .bytes($0) : nil }
            case .change: ChangeName.bytes(text).map { .bytes($0) }
            default: nil
            }
        return value.map { .success($0) } ?? .failure(refusal)
    }

    private func link(_ text: String, to collections: [CollectionNumber]) -> Value? {
        guard let key = RecordKey(word: text),
            collections.contains(where: { $0.rawValue == key.collection })
        else { return nil }
        return key.value
    }
}
