/// How one country forms and checks its VAT numbers.
struct VATRule: Sendable {
    /// The form, for a person: "9 digits".
    let form: String

    private let check: @Sendable (VATNumber) -> Bool

    private init(_ form: String, _ check: @escaping @Sendable (VATNumber) -> Bool) {
        self.form = form + " with matching check digits"
        self.check = check
    }

    /// Whether a number, in capitals and without its prefix, is one of the country's.
    func accepts(_ number: [UInt8]) -> Bool { check(VATNumber(bytes: number)) }

    /// The rule of a prefix; `nil` where none is known.
    static func of(_ prefix: String) -> VATRule? { rules[prefix] }

    private static let rules: [String: VATRule] = [
        "AT": VATRule("U and 8 digits", \.isAustrian),
        "BE": VATRule("10 digits", \.isBelgian),
        "BG": VATRule("9 or 10 digits", \.isBulgarian),
        "CY": VATRule("8 digits and a letter", \.isCypriot),
        "CZ": VATRule("8 to 10 digits", \.isCzech),
        "DE": VATRule("9 digits", \.isGerman),
        "DK": VATRule("8 digits", \.isDanish),
        "EE": VATRule("9 digits", \.isEstonian),
        "EL": VATRule("9 digits", \.isGreek),
        "ES": VATRule("9 characters, the first or last a letter", \.isSpanish),
        "FI": VATRule("8 digits", \.isFinnish),
        "FR": VATRule("2 characters and 9 digits", \.isFrench),
        "GB": VATRule("9 or 12 digits", \.isBritish),
        "HR": VATRule("11 digits", \.isCroatian),
        "HU": VATRule("8 digits", \.isHungarian),
        "IE": VATRule("7 digits and 1 or 2 letters", \.isIrish),
        "IT": VATRule("11 digits", \.isItalian),
        "LT": VATRule("9 or 12 digits", \.isLithuanian),
        "LU": VATRule("8 digits", \.isLuxembourgish),
        "LV": VATRule("11 digits", \.isLatvian),
        "MT": VATRule("8 digits", \.isMaltese),
        "NL": VATRule("9 digits, B and 2 digits", \.isDutch),
        "PL": VATRule("10 digits", \.isPolish),
        "PT": VATRule("9 digits", \.isPortuguese),
        "RO": VATRule("2 to 10 digits", \.isRomanian),
        "SE": VATRule("12 digits, the last two 01", \.isSwedish),
        "SI": VATRule("8 digits", \.isSlovenian),
        "SK": VATRule("10 digits", \.isSlovak),
        "XI": VATRule("9 or 12 digits", \.isBritish),
    ]
}

/// The part of a VAT number after the prefix.
struct VATNumber {
    let bytes: [UInt8]

    /// The digits, if there are so many and nothing else.
    func digits(_ counts: Int...) -> [Int]? {
        guard counts.contains(bytes.count) else { return nil }
        return Self.digits(bytes[...])
    }

    /// The digits of a part, if it has nothing else.
    func digits(in range: Range<Int>) -> [Int]? {
        guard range.upperBound <= bytes.count else { return nil }
        return Self.digits(bytes[range])
    }

    private static func digits(_ part: ArraySlice<UInt8>) -> [Int]? {
        guard part.allSatisfy(\.isDigit) else { return nil }
        return part.map { Int($0 - UInt8(ascii: "0")) }
    }
}

extension Collection<Int> {
    /// Σ digit × weight, as far as both go.
    func weighted(_ weights: some Sequence<Int>) -> Int {
        zip(self, weights).reduce(0) { sum, pair in
            let (digit, weight) = pair
            return sum + digit * weight
        }
    }

    /// The number that the digits write; at most 18 of them.
    var number: Int { reduce(0) { $0 * 10 + $1 } }

    /// Whether the last digit is Luhn's.
    var passesLuhn: Bool {
        let sum = reversed().enumerated().reduce(0) { sum, entry in
            let doubled = entry.offset % 2 == 1 ? entry.element * 2 : entry.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }

    /// Whether the last digit is that of ISO 7064 MOD 11,10.
    var passesMod1110: Bool {
        let state = dropLast().reduce(10) { state, digit in
            let sum = (state + digit) % 10
            return (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (state + (reversed().first ?? 0)) % 10 == 1
    }
}
