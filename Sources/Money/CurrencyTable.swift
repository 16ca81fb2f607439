/// ISO 4217 as of 2026: which codes exist, with how many decimals, and which are refused.
///
/// Invariant: a code that was ever taken keeps its decimals. When ISO 4217 withdraws it, books hold
/// amounts in it all the same, and without its decimals they could not be read.
enum CurrencyTable {
    enum Entry {
        case decimals(UInt8)
        case refused(CurrencyRefusal)
    }

    static func entry(_ packed: UInt16) -> Entry {
        let mark = marks[Int(packed)]
        if mark < Mark.withoutMinorUnit { return .decimals(mark) }
        if mark == Mark.withoutMinorUnit { return .refused(.withoutMinorUnit) }
        if mark == Mark.gone {
            let code = String(decoding: unpack(packed), as: UTF8.self)
            return .refused(.gone(successor: successors[code] ?? "its successor"))
        }
        return .refused(.unknown)
    }

    /// Three capital letters as one number in base 26; `nil` for anything else.
    static func pack(_ code: some Collection<UInt8>) -> UInt16? {
        guard code.count == 3 else { return nil }
        var packed: UInt16 = 0
        for letter in code {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { return nil }
            packed = packed * 26 + UInt16(letter - UInt8(ascii: "A"))
        }
        return packed
    }

    static func unpack(_ packed: UInt16) -> [UInt8] {
        [packed / 676, packed / 26 % 26, packed % 26].map { UInt8(ascii: "A") + UInt8($0) }
    }

    /// Every code with a number of decimals, in alphabetical order.
    static let codes: [String] = (none + two + three + four).sorted()

    private enum Mark {
        static let withoutMinorUnit: UInt8 = 0xFD
        static let gone: UInt8 = 0xFE
        static let unknown: UInt8 = 0xFF
    }

    private static let none = split(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
    private static let three = split("BHD IQD JOD KWD LYD OMR TND")
    private static let four = split("CLF UYW")
    private static let two = split(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP \
        BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB \
        EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES \
        KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR \
        MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD \
        RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP \
        TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
        """)
    private static let without =
        split("XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA") + [noCurrency]

    /// Three times the letter X: the code for no currency at all.
    private static let noCurrency = String(repeating: "X", count: 3)

    /// Codes that older books still hold, with what took their place.
    private static let successors: [String: String] = [
        "ANG": "XCG", "BGN": "EUR", "BYR": "BYN", "CUC": "CUP", "EEK": "EUR", "HRK": "EUR",
        "LTL": "EUR", "LVL": "EUR", "MRO": "MRU", "SLL": "SLE", "STD": "STN", "VEF": "VES",
        "ZWL": "ZWG",
    ]

    private static let marks: [UInt8] = {
        var marks = [UInt8](repeating: Mark.unknown, count: 26 * 26 * 26)
        let rows: [([String], UInt8)] = [
            (none, 0), (two, 2), (three, 3), (four, 4), (without, Mark.withoutMinorUnit),
            (Array(successors.keys), Mark.gone),
        ]
        for (codes, mark) in rows {
            for code in codes {
                guard let packed = pack(code.utf8) else { continue }
                marks[Int(packed)] = mark
            }
        }
        return marks
    }()

    private static func split(_ list: String) -> [String] {
        list.split(separator: " ").map(String.init)
    }
}
