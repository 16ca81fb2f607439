/// An international bank account number, its check digits and its country's form verified (ISO
/// 13616).
package struct IBAN: Hashable, Sendable {
    /// The number in capitals without blanks.
    package let text: String

    /// The country of the account.
    package var country: String { String(text.prefix(2)) }

    /// The number in groups of four, as it is printed.
    package var grouped: String {
        let bytes = Array(text.utf8)
        let groups = stride(from: 0, to: bytes.count, by: 4).map {
            String(decoding: bytes[$0..<min($0 + 4, bytes.count)], as: UTF8.self)
        }
        return groups.joined(separator: " ")
    }

    /// Reads a number as people write it, with blanks and hyphens, in any case.
    package init(_ text: String) throws(InvoicingError) {
        guard text.utf8.count <= 60 else { throw .malformed(expected: Self.expectation) }
        let separators = Array(" -".utf8)
        let bytes = text.utf8.filter { !separators.contains($0) }.map(\.uppercased)
        let country = String(decoding: bytes.prefix(2), as: UTF8.self)
        guard let form = Self.forms[country] else { throw .malformed(expected: Self.expectation) }
        guard bytes.count == form.count + 4, bytes[2].isDigit, bytes[3].isDigit,
            zip(bytes.dropFirst(4), form).allSatisfy({ byte, place in place.admits(byte) })
        else {
            let digits = "\(form.count + 4) characters"
            throw .malformed(expected: "an IBAN of \(country) in its form, \(digits)")
        }
        // 98 less a remainder: 00, 01 and 99 would leave the same rest but are never given.
        let check = String(decoding: bytes[2..<4], as: UTF8.self)
        guard !["00", "01", "99"].contains(check),
            Self.remainder(bytes[4...] + bytes[..<4]) == 1
        else {
            throw .malformed(expected: "an IBAN whose check digits match; compare it once more")
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    private static let expectation = "an IBAN such as DE89 3704 0044 0532 0130 00"

    /// Digits count as themselves, letters as 10 … 35: the rest modulo 97.
    private static func remainder(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { rest, byte in
            byte.isDigit
                ? (rest * 10 + Int(byte - UInt8(ascii: "0"))) % 97
                : (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
        }
    }
}

extension IBAN: CustomStringConvertible {
    /// The number without blanks.
    package var description: String { text }
}

extension IBAN {
    /// What may stand at one place: a digit, a capital, or either.
    private enum Place: Character {
        case digit = "n"
        case capital = "a"
        case either = "c"

        func admits(_ byte: UInt8) -> Bool {
            switch self {
            case .digit: byte.isDigit
            case .capital: byte.isCapital
            case .either: byte.isDigit || byte.isCapital
            }
        }
    }

    /// The form of what follows the check digits, per country.
    private static let forms: [String: [Place]] = {
        var forms: [String: [Place]] = [:]
        for entry in registry.split(separator: " ") {
            let parts = entry.split(separator: ":")
            guard parts.count == 2 else { preconditionFailure("a form has two parts") }
            var count = 0
            for character in parts[1] {
                if let digit = character.wholeNumberValue {
                    count = count * 10 + digit
                } else if let place = Place(rawValue: character) {
                    forms[String(parts[0]), default: []] += Array(repeating: place, count: count)
                    count = 0
                }
            }
        }
        return forms
    }()

    /// The registry of SWIFT: country, then so many digits (n), capitals (a) or either (c).
    private static let registry = """
        AD:8n12c AE:19n AL:8n16c AT:16n AZ:4a20c BA:16n BE:12n BG:4a6n8c BH:4a14c BI:23n \
        BR:23n1a1c BY:4c4n16c CH:5n12c CR:18n CY:8n16c CZ:20n DE:18n DJ:23n DK:14n DO:4c20n \
        EE:16n EG:25n ES:20n FI:14n FK:2a12n FO:14n FR:10n11c2n GB:4a14n GE:2a16n GI:4a15c \
        GL:14n GR:7n16c GT:24c HN:4a20n HR:17n HU:24n IE:4a14n IL:19n IQ:4a15n IS:22n \
        IT:1a10n12c JO:4a4n18c KW:4a22c KZ:3n13c LB:4n20c LC:4a24c LI:5n12c LT:16n LU:3n13c \
        LV:4a13c LY:21n MC:10n11c2n MD:20c ME:18n MK:3n10c2n MN:16n MR:23n MT:4a5n18c MU:4a19n3a \
        NI:4a20n NL:4a10n NO:11n OM:3n16c PK:4a16c PL:24n PS:4a21c PT:21n QA:4a21c RO:4a16c \
        RS:18n RU:14n15c SA:2n18c SC:4a20n3a SD:14n SE:20n SI:15n SK:20n SM:1a10n12c SO:19n \
        ST:21n SV:4a20n TL:19n TN:20n TR:6n16c UA:6n19c VA:18n VG:4a16n XK:16n YE:4a4n18c
        """
}
